import { type Diagnostic, type KodexError, type PluginListing, PluginValidationError } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { Candidate } from "../candidate.ts";
import type { CheckedPlugin } from "../checked-plugin.ts";

/** All that became of one candidate. */
export interface PluginRecord {
  /** What it is called while its name is not known. */
  readonly place: string;
  /** Where it was found. */
  readonly candidate: Candidate;
  /** Its manifest, as soon as that was valid. */
  readonly checked?: CheckedPlugin | undefined;
  /** Its terms, if it was admitted. */
  readonly admitted?: AdmittedPlugin | undefined;
  /** Why it was left out or has failed. */
  readonly problem?: { readonly outcome: "skipped" | "error"; readonly error: KodexError } | undefined;
}

/** The records with what activation has shown since: `failures` are by `name@version`. */
export function withFailures(records: readonly PluginRecord[], failures: ReadonlyMap<string, KodexError>): readonly PluginRecord[] {
  return records.map((record) => {
    const error = record.admitted === undefined ? undefined : failures.get(record.admitted.id);
    return error === undefined ? record : { ...record, problem: { outcome: "error", error } };
  });
}

/** What a plugin is called in reports: `name@version` as far as anything of that could be read, else its place. */
export function toPluginLabel({ checked, place, problem }: PluginRecord): string {
  return checked?.id ?? problem?.error.plugin ?? place;
}

/** The same without the version. */
export function toPluginName(record: PluginRecord): string {
  const label = toPluginLabel(record);
  const end = label.lastIndexOf("@");
  return record.checked?.manifest.name ?? (end > 0 && label !== record.place ? label.slice(0, end) : label);
}

/** A record, for people and tools. */
export function toPluginListing({ admitted, candidate, checked, place, problem }: PluginRecord): PluginListing {
  const manifest = checked?.manifest;
  return {
    name: manifest?.name ?? place,
    version: manifest?.version ?? "",
    status: problem?.outcome ?? "loaded",
    ...(problem === undefined ? {} : { reason: problem.error.message, code: problem.error.code }),
    origin: candidate.origin,
    file: candidate.file,
    isolation: admitted?.isolation ?? "in-process",
    trust: admitted?.trust ?? "none",
    hooks: Object.keys(manifest?.hooks ?? {}),
    capabilities: Object.keys(manifest?.capabilities ?? {}),
  };
}

/** All findings about one candidate. */
export function toFindings({ candidate, checked, problem }: PluginRecord): readonly Diagnostic[] {
  if (problem === undefined) return checked?.diagnostics ?? [];
  const { error, outcome } = problem;
  if (error instanceof PluginValidationError) return error.diagnostics;
  return [
    ...(checked?.diagnostics ?? []),
    {
      severity: outcome === "error" ? "error" : "warning",
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.plugin === undefined ? {} : { plugin: error.plugin }),
      ...(candidate.file === "" ? {} : { file: candidate.file }),
    },
  ];
}
