import type { Diagnostic } from "@kodex/manifest";
import { escapeLine } from "./escape.ts";
import type { Paint } from "./paint.ts";

const MARKS = { error: "✖", warning: "▲", info: "ℹ" } as const;

/** Findings for a person: message and code, then the place, then what to do. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], paint: Paint): string {
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, paint)).join("\n");
}

/** Where it is, in the form that editors open; undefined when no file is known. */
export function toPlace({
  column,
  file,
  line,
}: {
  readonly file?: string | undefined;
  readonly line?: number;
  readonly column?: number;
}): string | undefined {
  return file === undefined ? undefined : `${escapeLine(file)}${line === undefined ? "" : `:${line}:${column ?? 1}`}`;
}

function renderDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const { code, hint, message, severity } = diagnostic;
  const colour = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
  const place = toPlace(diagnostic);
  return [
    `${colour(MARKS[severity])} ${escapeLine(message)}  ${paint.dim(`[${code}]`)}`,
    ...(place === undefined ? [] : [paint.dim(`  ${place}`)]),
    ...(hint === undefined ? [] : [`  → ${escapeLine(hint)}`]),
  ].join("\n");
}
