import type { Diagnostic } from "@kodex/manifest";
import { escapeLine } from "./escape.ts";
import type { Paint } from "./paint.ts";

const MARKS = { error: "✖", warning: "▲", info: "ℹ" } as const;

/** Findings for a person: message and code, then the place, then what to do. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], paint: Paint): string {
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, paint)).join("\n");
}

function renderDiagnostic({ code, column, file, hint, line, message, severity }: Diagnostic, paint: Paint): string {
  const colour = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
  const place = file === undefined ? [] : [paint.dim(`  ${escapeLine(file)}${line === undefined ? "" : `:${line}:${column ?? 1}`}`)];
  return [
    `${colour(MARKS[severity])} ${escapeLine(message)}  ${paint.dim(`[${code}]`)}`,
    ...place,
    ...(hint === undefined ? [] : [`  → ${escapeLine(hint)}`]),
  ].join("\n");
}
