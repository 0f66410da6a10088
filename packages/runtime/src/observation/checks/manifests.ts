import { type Diagnostic, type DoctorCheck, PluginValidationError } from "@kodex/manifest";
import type { Check } from "../patient.ts";
import { type PluginRecord, toPluginName } from "../plugin-list.ts";
import { toCheck } from "./to-check.ts";

/** Warnings about manifests, and the errors of an invalid one beyond the first, which stands with its plugin. */
export const checkManifests: Check = ({ records }) => records.flatMap(checkManifest);

function checkManifest(record: PluginRecord): readonly DoctorCheck[] {
  const name = toPluginName(record);
  return toDiagnostics(record).map((diagnostic) => toCheck(`manifest.${name}${diagnostic.path ?? ""}`, diagnostic));
}

function toDiagnostics({ checked, problem }: PluginRecord): readonly Diagnostic[] {
  const all = problem?.error instanceof PluginValidationError ? problem.error.diagnostics : (checked?.diagnostics ?? []);
  const first = all.find(({ severity }) => severity === "error");
  return all.filter((diagnostic) => diagnostic !== first && diagnostic.severity !== "info");
}
