import { type Diagnostic, KodexError, PluginValidationError } from "@kodex/manifest";
import type { CommandOutput } from "../command.ts";
import { toOutputTooDeep } from "../errors.ts";
import type { Terminal } from "../terminal.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { toEnvelope } from "./envelope.ts";
import { escapeText } from "./escape.ts";
import { createPaint } from "./paint.ts";

/** How a command's output is wanted. */
export interface PrintOptions {
  /** One JSON document instead of text. */
  readonly isJson: boolean;
  /** With stack traces. */
  readonly isDebug: boolean;
  /** Without warnings. */
  readonly isQuiet: boolean;
}

/** Prints what came of one command. */
export interface Printer {
  /** The answer: one document, or text on one stream and findings on the other. */
  printOutput(output: CommandOutput): void;
  /** Why there is no answer. */
  printFailure(error: unknown): void;
}

/** A printer for one command. */
export function createPrinter(command: string, { isDebug, isJson, isQuiet }: PrintOptions, { env, stderr, stdout }: Terminal): Printer {
  const print = (text: string): void => void (text !== "" && stdout.write(`${text}\n`));

  function printText({ diagnostics, render, rendered = [] }: CommandOutput): void {
    if (!isQuiet) printDiagnostics(diagnostics.filter((diagnostic) => diagnostic.severity !== "info" && !rendered.includes(diagnostic)));
    const isTerminal = stdout.isTTY === true;
    // A terminal that does not know its width says 0.
    print(render({ paint: createPaint(isTerminal, env), columns: isTerminal ? stdout.columns || undefined : undefined }));
  }

  function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length > 0) stderr.write(`${renderDiagnostics(diagnostics, createPaint(stderr.isTTY === true, env))}\n`);
  }

  return {
    printOutput(output) {
      try {
        if (isJson && output.isBare !== true) print(toEnvelope(command, output));
        else printText(output);
      } catch (error) {
        // The values of plugins have no bounds, and JSON is written with a stack.
        throw error instanceof RangeError ? toOutputTooDeep(command, error) : error;
      }
    },
    printFailure(error) {
      const diagnostics = toDiagnostics(error);
      if (isDebug && error instanceof Error) stderr.write(`${escapeText(toTrace(error))}\n`);
      if (isJson) print(toEnvelope(command, { ok: false, data: {}, diagnostics }));
      else printDiagnostics(diagnostics);
    },
  };
}

function toDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof PluginValidationError) return error.diagnostics;
  if (KodexError.is(error)) {
    const { code, hint, message, plugin } = error;
    return [{ severity: "error", code, message, ...(hint === undefined ? {} : { hint }), ...(plugin === undefined ? {} : { plugin }) }];
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

/** Stack traces of an error and of what caused it. */
function toTrace(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by ${toTrace(error.cause)}` : own;
}
