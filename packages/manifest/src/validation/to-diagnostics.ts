import type { Finding } from "../finding.ts";
import type { Place } from "../json/locate.ts";
import type { Diagnostic } from "../schema-types.gen.ts";

/** What the findings are about. */
export interface DiagnosticSubject {
  /** `name@version`, where it is known. */
  readonly plugin?: string | undefined;
  /** File. */
  readonly file?: string | undefined;
  /** Makes a locator for the file's text; called at most once, and only when something is wrong. */
  readonly locate?: (() => (pointer: string) => Place | undefined) | undefined;
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Diagnostics, errors first, then in the order of the document. */
export function toDiagnostics(findings: readonly Finding[], subject: DiagnosticSubject): readonly Diagnostic[] {
  if (findings.length === 0) return [];
  const worthLocating = findings.some(({ severity }) => severity !== "info");
  const locate = worthLocating ? subject.locate?.() : undefined;
  const located = findings.map((finding) => ({ finding, place: finding.place ?? locate?.(finding.path) }));
  located.sort(
    (a, b) =>
      RANK[a.finding.severity] - RANK[b.finding.severity] ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      compare(a.finding.path, b.finding.path) ||
      compare(a.finding.code, b.finding.code) ||
      compare(a.finding.message, b.finding.message),
  );
  return located.map(({ finding, place }) => ({
    severity: finding.severity,
    code: finding.code,
    message: finding.message,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    ...(subject.plugin === undefined ? {} : { plugin: subject.plugin }),
    ...(finding.path === "" ? {} : { path: finding.path }),
    ...(subject.file === undefined ? {} : { file: subject.file }),
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
  }));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
