import { parseArgs } from "node:util";
import { findClosest } from "@kodex/manifest";
import { toArgumentUnexpected, toOptionUnknown, toOptionValueInvalid } from "./errors.ts";
import { type Language, LANGUAGES, type Template, TEMPLATES } from "./templates.ts";

/** What the words on the command line say. */
export interface Arguments {
  /** Show the help and do nothing else. */
  readonly help: boolean;
  /** Name of the plugin, if it was given. */
  readonly name: string | undefined;
  /** Kind of plugin, if it was given. */
  readonly template: Template | undefined;
  /** Language, if it was given. */
  readonly language: Language | undefined;
  /** Ask nothing. */
  readonly yes: boolean;
  /** Overwrite what is in the way. */
  readonly force: boolean;
}

const OPTIONS = {
  template: { type: "string" },
  lang: { type: "string" },
  yes: { type: "boolean", short: "y" },
  force: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
const NAMES = Object.keys(OPTIONS).map((name) => `--${name}`);

/** Reads the words. @throws ScaffoldError with code OPTION_UNKNOWN, OPTION_VALUE_INVALID or ARGUMENT_UNEXPECTED */
export function parseArguments(words: readonly string[]): Arguments {
  const { positionals, tokens, values } = parseArgs({ args: [...words], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(OPTIONS, token.name)) throw toOptionUnknown(token.rawName, findClosest(token.rawName, NAMES));
  }
  const [name, surplus] = positionals;
  if (name !== undefined && surplus !== undefined) throw toArgumentUnexpected(name, surplus);
  return {
    help: values.help === true,
    name,
    template: toChoice("--template", values.template, TEMPLATES),
    language: toChoice("--lang", values.lang, LANGUAGES),
    yes: values.yes === true,
    force: values.force === true,
  };
}

function toChoice<Choice extends string>(
  option: string,
  value: string | boolean | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  if (typeof value === "boolean") throw toOptionValueInvalid(option, undefined, choices, undefined);
  throw toOptionValueInvalid(option, value, choices, findClosest(value, choices));
}
