import type { KodexError, RuntimeErrorCode } from "@kodex/runtime";
import type * as errors from "../src/errors.ts";

/** An error made by a factory, and what it must say. */
export type Example = readonly [error: KodexError, code: RuntimeErrorCode, message: string, hint: string | undefined];

/** Names of all factories. */
export type FactoryName = Exclude<Extract<keyof typeof errors, `to${string}`>, "toErrorMessage" | "toErrorValue">;

/** The cause of all errors that have one. */
export const cause: Error = new Error("boom");
/** The plugin that all errors are about. */
export const plugin = "lint@1.0.0";
