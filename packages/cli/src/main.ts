import { readFileSync } from "node:fs";
import { type Diagnostic, KodexError, PluginValidationError } from "@kodex/manifest";
import type { CommandOutput } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { toEnvelope } from "./output/envelope.ts";
import { renderDiagnostics } from "./output/diagnostics.ts";
import { createPaint } from "./output/paint.ts";
import { type Arguments, parseArguments } from "./parse-arguments.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Exit codes, public API. */
const EXIT = { fine: 0, badNews: 1, usage: 2, interrupted: 130 } as const;

/** Runs one command. Resolves to the exit code. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  if (words.includes("--version") || words.includes("-v")) return print(terminal.stdout, readVersion(), EXIT.fine);
  const isJson = words.includes("--json");
  let parsed: Arguments;
  try {
    parsed = parseArguments(words, terminal.cwd());
  } catch (error) {
    return fail(
      error,
      { command: words.find((word) => !word.startsWith("-")) ?? "kodex", isJson, isDebug: words.includes("--debug") },
      terminal,
    );
  }
  if (parsed.kind === "help") return print(terminal.stdout, parsed.text, EXIT.fine);
  const { args, name, options } = parsed;
  let end = async (): Promise<void> => undefined;
  terminal.once("SIGINT", () => void end().finally(() => terminal.exit(EXIT.interrupted)));
  try {
    const run = await (COMMANDS[name] as (typeof COMMANDS)[string]).load();
    const output = await run({ args, options, terminal, onInterrupt: (next) => void (end = next) });
    return finish(name, output, { isJson: options.json, isQuiet: options.quiet }, terminal);
  } catch (error) {
    return fail(error, { command: name, isJson: options.json, isDebug: options.debug }, terminal);
  }
}

function finish(
  command: string,
  output: CommandOutput,
  how: { readonly isJson: boolean; readonly isQuiet: boolean },
  terminal: Terminal,
): number {
  const code = output.ok ? EXIT.fine : EXIT.badNews;
  // A schema is its own document: it stands without an envelope.
  if (how.isJson && command !== "schema") return print(terminal.stdout, toEnvelope(command, output), code);
  if (!how.isQuiet)
    writeDiagnostics(
      output.diagnostics.filter(({ severity }) => severity !== "info"),
      terminal,
    );
  const text = output.render({
    paint: createPaint(terminal.stdout.isTTY === true, terminal.env),
    columns: terminal.stdout.isTTY === true ? terminal.stdout.columns : undefined,
  });
  return text === "" ? code : print(terminal.stdout, text, code);
}

function fail(
  error: unknown,
  how: { readonly command: string; readonly isJson: boolean; readonly isDebug: boolean },
  terminal: Terminal,
): number {
  const diagnostics = toDiagnostics(error);
  const code = error instanceof UsageError ? EXIT.usage : EXIT.badNews;
  if (how.isDebug && error instanceof Error) terminal.stderr.write(`${error.stack ?? error.message}\n`);
  if (how.isJson) return print(terminal.stdout, toEnvelope(how.command, { ok: false, data: {}, diagnostics }), code);
  writeDiagnostics(diagnostics, terminal);
  return code;
}

function toDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof PluginValidationError) return error.diagnostics;
  if (KodexError.is(error) || error instanceof UsageError) {
    const plugin = KodexError.is(error) ? error.plugin : undefined;
    return [
      {
        severity: "error",
        code: error.code,
        message: error.message,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        ...(plugin === undefined ? {} : { plugin }),
      },
    ];
  }
  return [
    {
      severity: "error",
      code: "INTERNAL_ERROR",
      message: error instanceof Error ? error.message : String(error),
      hint: "Run the command again with --debug and report what it prints.",
    },
  ];
}

function writeDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  if (diagnostics.length > 0)
    terminal.stderr.write(`${renderDiagnostics(diagnostics, createPaint(terminal.stderr.isTTY === true, terminal.env))}\n`);
}

function print(stream: NodeJS.WritableStream, text: string, code: number): number {
  stream.write(`${text}\n`);
  return code;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}
