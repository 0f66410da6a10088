import { findClosest } from "@kodex/manifest";
import { cac } from "cac";
import { resolve } from "node:path";
import type { CommandOptions } from "./command.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed. */
export type Arguments =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "command"; readonly name: string; readonly args: readonly string[]; readonly options: CommandOptions };

/** Reads the words behind `kodex`. @throws UsageError */
export function parseArguments(words: readonly string[], cwd: string): Arguments {
  const parser = createParser();
  const { args, options } = parser.parse(["node", "kodex", ...words], { run: false });
  const name = parser.matchedCommandName;
  if (options["help"] === true) return { kind: "help", text: toHelp(name) };
  if (name === undefined || name === "") {
    const [word] = args;
    if (word === undefined) return { kind: "help", text: toHelp(undefined) };
    const closest = findClosest(word, Object.keys(COMMANDS));
    throw new UsageError(
      "COMMAND_UNKNOWN",
      `there is no command "${word}"`,
      closest === undefined ? "See `kodex --help` for the commands." : `Did you mean "${closest}"?`,
    );
  }
  assertKnown(name, options);
  assertCount(name, args);
  return { kind: "command", name, args, options: toOptions(options, cwd) };
}

function createParser() {
  const parser = cac("kodex");
  for (const [name, { options, summary, usage }] of Object.entries(COMMANDS)) {
    const command = parser.command(`${name} ${usage}`.trim(), summary).allowUnknownOptions();
    for (const [flags, text] of [...options, ...GLOBAL_OPTIONS]) command.option(flags, text);
  }
  for (const [flags, text] of GLOBAL_OPTIONS) parser.option(flags, text);
  parser.option("-h, --help", "Show this help");
  return parser;
}

/** Long names of a command's options, as they are typed. */
function toNames(name: string): readonly string[] {
  return [...(COMMANDS[name]?.options ?? []), ...GLOBAL_OPTIONS].map(([flags]) =>
    (/--([\w-]+)/.exec(flags)?.[1] ?? "").replace(/^no-/, ""),
  );
}

function assertKnown(name: string, options: Readonly<Record<string, unknown>>): void {
  const names = toNames(name);
  const known = new Set(names.flatMap((option) => [option, toCamelCase(option)]));
  for (const option of Object.keys(options)) {
    if (option === "--" || option === "h" || option === "help" || known.has(option)) continue;
    const typed = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const closest = findClosest(typed, names);
    throw new UsageError(
      "OPTION_UNKNOWN",
      `"${name}" has no option --${typed}`,
      closest === undefined ? `See \`kodex ${name} --help\`.` : `Did you mean --${closest}?`,
    );
  }
  const missing = [...(COMMANDS[name]?.options ?? []), ...GLOBAL_OPTIONS]
    .map(([flags]) => flags)
    .find((flags) => flags.includes("<") && options[toCamelCase(/--([\w-]+)/.exec(flags)?.[1] ?? "")] === true);
  if (missing !== undefined) throw new UsageError("OPTION_VALUE_INVALID", `${missing.split(" ")[0]} needs a value`, `Write ${missing}.`);
}

function assertCount(name: string, args: readonly string[]): void {
  const usage = COMMANDS[name]?.usage ?? "";
  const required = usage.match(/<[^>]+>/)?.[0];
  if (required !== undefined && args.length === 0)
    throw new UsageError("ARGUMENT_MISSING", `"${name}" needs ${required.replace("...", "")}`, `Write \`kodex ${name} ${usage}\`.`);
  const most = usage.includes("...") ? Infinity : usage.split(" ").filter((word) => word !== "").length;
  if (args.length > most)
    throw new UsageError("ARGUMENT_UNEXPECTED", `"${name}" does not take "${args[most]}"`, `Write \`kodex ${name} ${usage}\`.`);
}

function toOptions(options: Readonly<Record<string, unknown>>, cwd: string): CommandOptions {
  const text = (key: string): string | undefined => {
    const value = options[key];
    return value === undefined ? undefined : String(Array.isArray(value) ? value.at(-1) : value);
  };
  const texts = Object.fromEntries(
    ["ask", "config", "input", "lang", "limit", "payload", "plugin", "range", "template"].flatMap((key) =>
      text(key) === undefined ? [] : [[key, text(key)]],
    ),
  );
  const flags = Object.fromEntries(
    ["failFast", "force", "safeMode", "strict", "trace"].flatMap((key) =>
      options[key] === undefined ? [] : [[key, options[key] === true]],
    ),
  );
  const folders = options["plugins"];
  return {
    ...texts,
    ...flags,
    cwd: resolve(cwd, text("cwd") ?? "."),
    debug: options["debug"] === true,
    json: options["json"] === true,
    packages: options["packages"] !== false,
    plugins: folders === undefined ? [] : [folders].flat().map(String),
    quiet: options["quiet"] === true,
  };
}

function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Help of one command, or of all. */
function toHelp(name: string | undefined): string {
  const info = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || info === undefined) {
    const width = Math.max(...Object.entries(COMMANDS).map(([command, { usage }]) => `${command} ${usage}`.length));
    return [
      "kodex: plugins for coding agents",
      "",
      "Commands",
      ...Object.entries(COMMANDS).map(([command, { summary, usage }]) => `  ${`${command} ${usage}`.padEnd(width)}  ${summary}`),
      "",
      "Options",
      ...toRows(GLOBAL_OPTIONS),
      "",
      "See `kodex <command> --help` for one command.",
    ].join("\n");
  }
  return [
    `kodex ${name} ${info.usage}`.trim(),
    "",
    `  ${info.summary}.`,
    ...(info.options.length === 0 ? [] : ["", "Options", ...toRows(info.options)]),
    "",
    "Options of every command",
    ...toRows(GLOBAL_OPTIONS),
    "",
    "Examples",
    ...info.examples.map((example) => `  ${example}`),
  ].join("\n");
}

function toRows(options: typeof GLOBAL_OPTIONS): string[] {
  return options.map(([flags, summary]) => `  ${flags.padEnd(20)}  ${summary}`);
}
