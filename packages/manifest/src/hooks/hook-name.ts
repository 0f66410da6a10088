import type { HookPayloads } from "../schema-types.gen.ts";

/** Name of a hook in the vocabulary. */
export type HookName = keyof HookPayloads & string;
