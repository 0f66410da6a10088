import { resolve } from "node:path";
import { cac } from "cac";
import type { CommandOptions } from "./command.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import {
  toArgumentMissing,
  toArgumentUnexpected,
  toCommandMissing,
  toCommandUnknown,
  toOptionUnknown,
  toOptionValueMissing,
  toOptionValueUnknown,
} from "./errors.ts";
import { toHelp } from "./help.ts";
import { type Option, toOption } from "./option.ts";

/** What was typed. */
export type Arguments =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "version" }
  | { readonly kind: "command"; readonly name: string; readonly args: readonly string[]; readonly options: CommandOptions };

/** Reads the words behind `kodex`. @throws UsageError */
export function parseArguments(words: readonly string[], cwd: string): Arguments {
  const { reveal, shown } = hideValues(words);
  const parser = createParser(shown.find((word) => !word.startsWith("-")) ?? "");
  const { args, options } = parser.parse(["node", "kodex", ...shown], { run: false });
  const name = parser.matchedCommandName ?? "";
  if (options["help"] === true) return { kind: "help", text: toHelp(name) };
  if (options["version"] === true) return { kind: "version" };
  if (name === "") {
    const [word] = args;
    if (word === "help") return readHelp(args[1]);
    if (word !== undefined) throw toCommandUnknown(word, Object.keys(COMMANDS));
    // Help is for people: a program that left the command out is told so.
    if (options["json"] === true) throw toCommandMissing();
    return { kind: "help", text: toHelp(undefined) };
  }
  const known = [...(COMMANDS[name]?.options ?? []), ...GLOBAL_OPTIONS].map(toOption);
  assertKnown(name, known, options);
  const behind = (options["--"] as readonly string[] | undefined) ?? [];
  const all = [...args, ...behind];
  assertCount(name, all);
  return { kind: "command", name, args: all, options: toOptions(known, (key) => reveal(options[key]), cwd) };
}

/** `kodex help`, as many a command has it. */
function readHelp(name: string | undefined): Arguments {
  if (name !== undefined && !Object.hasOwn(COMMANDS, name)) throw toCommandUnknown(name, Object.keys(COMMANDS));
  return { kind: "help", text: toHelp(name) };
}

/** Knows one command only, since `cac` reads all words anew for each that it knows. */
function createParser(name: string) {
  const parser = cac("kodex");
  const info = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const command = info === undefined ? undefined : parser.command(`${name} ${info.usage}`.trim(), info.summary).allowUnknownOptions();
  for (const row of info?.options ?? []) command?.option(toOption(row).flags, row[1]);
  for (const row of GLOBAL_OPTIONS) parser.option(toOption(row).flags, row[1]);
  parser.option("-h, --help", "Show this help");
  parser.option("-v, --version", "Show the version");
  return parser;
}

const MARK = "value:";

/**
 * Values by their number in place of the values themselves: `cac` would turn what looks like a number into one, and
 * take a value that begins with a hyphen, such as the `-` for standard input, for an option.
 */
function hideValues(words: readonly string[]): { readonly shown: readonly string[]; reveal(value: unknown): unknown } {
  const valued = new Set(
    [...Object.values(COMMANDS).flatMap(({ options }) => options), ...GLOBAL_OPTIONS]
      .filter(([flags]) => flags.includes("<"))
      .map((row) => toOption(row).name),
  );
  const values: string[] = [];
  const shown: string[] = [];
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  for (let place = 0; place < end; place += 1) {
    const word = words[place] as string;
    const [, name = "", , value] = /^--([\w-]+)(=(.*))?$/s.exec(word) ?? [];
    const next = words[place + 1];
    const isNextValue = place + 1 < end && next !== undefined && /^(?!-)|^-$|^-\d/.test(next);
    if (!valued.has(name) || (value === undefined && !isNextValue)) {
      shown.push(word);
      continue;
    }
    shown.push(`--${name}=${MARK}${values.length}`);
    values.push(value ?? (next as string));
    if (value === undefined) place += 1;
  }
  const reveal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reveal);
    return typeof value === "string" && value.startsWith(MARK) ? values[Number(value.slice(MARK.length))] : value;
  };
  return { shown: [...shown, ...words.slice(end)], reveal };
}

function assertKnown(name: string, known: readonly Option[], options: Readonly<Record<string, unknown>>): void {
  const keys = new Set(known.flatMap((option) => [option.name, option.key]));
  for (const option of Object.keys(options)) {
    if (["--", "h", "help", "v", "version"].includes(option) || keys.has(option)) continue;
    const typed = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw toOptionUnknown(
      name,
      typed,
      known.map((candidate) => candidate.name),
    );
  }
}

function assertCount(name: string, args: readonly string[]): void {
  const usage = COMMANDS[name]?.usage ?? "";
  const required = usage.match(/<[^>]+>/)?.[0];
  if (required !== undefined && args.length === 0) throw toArgumentMissing(name, required.replace("...", ""), usage);
  const most = usage.includes("...") ? Infinity : usage.split(" ").filter((word) => word !== "").length;
  if (args.length > most) throw toArgumentUnexpected(name, args[most] as string, usage);
}

/** The options' values by their key; of an option that takes one value and is given more than once, the last counts. */
function toOptions(known: readonly Option[], read: (key: string) => unknown, cwd: string): CommandOptions {
  const given = known.flatMap((option): [string, unknown][] => {
    const values = [read(option.key)].flat().filter((value) => value !== undefined);
    if (values.length === 0) return [];
    if (option.kind === "flag") return [[option.key, values.at(-1) === true]];
    const texts = values.map((value) => toText(option, value));
    return [[option.key, option.kind === "values" ? texts : texts.at(-1)]];
  });
  const options = { plugins: [], packages: true, json: false, quiet: false, debug: false, ...Object.fromEntries(given) };
  return { ...options, cwd: resolve(cwd, (options as { cwd?: string }).cwd ?? ".") };
}

function toText({ choices, flags, name }: Option, value: unknown): string {
  if (typeof value !== "string") throw toOptionValueMissing(flags);
  if (choices !== undefined && !choices.includes(value)) throw toOptionValueUnknown(name, value, choices);
  return value;
}
