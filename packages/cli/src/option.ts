/** An option as the table of commands has it: flags as `cac` writes them, one sentence, and the values to choose from. */
export type OptionRow = readonly [flags: string, summary: string, choices?: readonly string[]];

/** What the flags of an option say. */
export interface Option {
  /** Long name as it is typed, without hyphens and without `no-`. */
  readonly name: string;
  /** The name in camel case. */
  readonly key: string;
  /** Flags as `cac` understands them. */
  readonly flags: string;
  /** What it takes: nothing, one value, or one value each time that it is given. */
  readonly kind: "flag" | "value" | "values";
  /** Word for the value, such as `dir`; empty for a flag. */
  readonly valueName: string;
  /** Values to choose from; undefined when any will do. */
  readonly choices: readonly string[] | undefined;
}

/** Reads a row of the table. */
export function toOption([flags, , choices]: OptionRow): Option {
  const [, name = "", , valueName = "", dots] = /--(?:no-)?([\w-]+)( <([^>.]+)(\.\.\.)?>)?/.exec(flags) ?? [];
  const kind = valueName === "" ? "flag" : dots === undefined ? "value" : "values";
  return { name, key: toCamelCase(name), flags: flags.replace("...", ""), kind, valueName, choices };
}

/** `fail-fast` as `failFast`. */
export function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
