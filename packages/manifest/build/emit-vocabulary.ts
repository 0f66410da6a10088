import type { HookDefinition } from "../model/hook.ts";
import { toTypeName } from "../model/hook.ts";

/** The vocabulary as data for the run time: what a schema does not say. */
export function emitVocabulary(hooks: Readonly<Record<string, HookDefinition>>): string {
  const rows = Object.entries(hooks).map(([name, hook]) => `  ${JSON.stringify(name)}: ${JSON.stringify(toSpec(hook))},`);
  return [
    `import type { HookSpec } from "./hook-spec.ts";\n`,
    `/** Every hook of the vocabulary, by name. */`,
    `export const VOCABULARY: Readonly<Record<string, HookSpec>> = {`,
    ...rows,
    `};\n`,
  ].join("\n");
}

/** Maps from hook name to the types of its payload and result. */
export function emitHookTypes(hooks: Readonly<Record<string, HookDefinition>>): string {
  const rows = (suffix: string): string =>
    Object.entries(hooks)
      .map(([name, hook]) => `  /** ${hook.summary} */\n  readonly ${JSON.stringify(name)}: ${toTypeName(name)}${suffix};\n`)
      .join("");
  return [
    `/** Payload of every hook; embedders add their own events by declaration merging. */\nexport interface HookPayloads {\n${rows("Payload")}}\n`,
    `/** What a handler of each hook may return, besides \`undefined\`. */\nexport interface HookResults {\n${rows("Result")}}\n`,
  ].join("\n");
}

function toSpec(hook: HookDefinition): Record<string, unknown> {
  return {
    kinds: hook.kinds,
    summary: hook.summary,
    fields: Object.keys(hook.payload),
    rewrites: hook.rewrites === "payload",
    extras: Object.keys(hook.extras ?? {}),
    pinned: hook.pinned ?? [],
    ...(hook.answer === undefined ? {} : { answer: hook.answer }),
    ...(hook.denial === undefined ? {} : { denial: hook.denial }),
    ...(hook.denialLimit === undefined ? {} : { denialLimit: hook.denialLimit }),
    historic: hook.historic ?? false,
    hostOnly: hook.hostOnly ?? false,
    ...(hook.deprecated === undefined ? {} : { deprecated: hook.deprecated }),
    ...(hook.deprecatedFields === undefined ? {} : { deprecatedFields: hook.deprecatedFields }),
  };
}
