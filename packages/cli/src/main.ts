import { readFileSync } from "node:fs";
import { assertFolder } from "./assert-folder.ts";
import type { CommandInput } from "./command.ts";
import { COMMANDS, type CommandInfo } from "./commands.ts";
import { type CommandError, toInterrupted, toProcessEnded, toUncaught, UsageError } from "./errors.ts";
import { createPrinter } from "./output/printer.ts";
import { type Arguments, parseArguments } from "./parse-arguments.ts";
import type { Terminal } from "./terminal.ts";

/** Exit codes, public API. */
const EXIT = { fine: 0, badNews: 1, usage: 2, interrupted: 130 } as const;

/** Runs one command and prints what came of it, once. Resolves to the exit code. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  const typed = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  let parsed: Arguments;
  try {
    parsed = parseArguments(words, terminal.cwd());
  } catch (error) {
    const command = typed.find((word) => Object.hasOwn(COMMANDS, word)) ?? "kodex";
    const how = { isJson: typed.includes("--json"), isDebug: typed.includes("--debug"), isQuiet: false };
    createPrinter(command, how, terminal).printFailure(error);
    return error instanceof UsageError ? EXIT.usage : EXIT.badNews;
  }
  if (parsed.kind === "command") return run(parsed, terminal);
  terminal.stdout.write(`${parsed.kind === "help" ? parsed.text : readVersion()}\n`);
  return EXIT.fine;
}

async function run({ args, name, options }: Extract<Arguments, { kind: "command" }>, terminal: Terminal): Promise<number> {
  const { load } = COMMANDS[name] as CommandInfo;
  const how = { isJson: options.json, isDebug: options.debug, isQuiet: options.quiet };
  const printer = createPrinter(name, how, terminal);
  const ends: (() => Promise<void>)[] = [];
  const witnesses: (() => readonly string[])[] = [];
  const input: CommandInput = {
    args,
    options,
    terminal,
    onInterrupt: (end) => void ends.unshift(end),
    onProcessEnd: (listSuspects) => void witnesses.push(listSuspects),
  };
  const toEnd = (): CommandError => toProcessEnded(name, witnesses.map((ask) => ask()).find((suspects) => suspects.length > 0) ?? []);
  const { isInterrupt, promise: fate, settle } = watch(name, terminal, () => printer.printFailure(toEnd()));
  try {
    assertFolder("cwd", options.cwd);
    const output = await Promise.race([load().then((runCommand) => runCommand(input)), fate]);
    printer.printOutput(output);
    return output.ok ? EXIT.fine : EXIT.badNews;
  } catch (error) {
    await Promise.allSettled(ends.map((end) => end()));
    if (isInterrupt(error)) {
      // A stream has said what it had to say, and whoever pressed the keys knows.
      if (options.json && options.follow !== true) printer.printFailure(error);
      return EXIT.interrupted;
    }
    printer.printFailure(error);
    return error instanceof UsageError ? EXIT.usage : EXIT.badNews;
  } finally {
    settle();
  }
}

/** What can end a command from outside: rejects with it. */
function watch(command: string, terminal: Terminal, onProcessEnd: () => void) {
  let isSettled = false;
  const interrupted = toInterrupted(command);
  const promise = new Promise<never>((_, reject) => {
    terminal.once("SIGINT", () => reject(interrupted));
    terminal.once("uncaughtException", (error) => reject(toUncaught(command, error)));
    terminal.once("unhandledRejection", (error) => reject(toUncaught(command, error)));
  });
  terminal.once("exit", () => {
    if (isSettled) return;
    onProcessEnd();
    terminal.exitCode = EXIT.badNews;
  });
  return { promise, isInterrupt: (error: unknown): boolean => error === interrupted, settle: (): void => void (isSettled = true) };
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}
