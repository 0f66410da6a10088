import { type Diagnostic, type DoctorCheck, PluginValidationError } from "@kodex/manifest";
import type { Check } from "../patient.ts";
import type { PluginRecord } from "../plugin-list.ts";
import { toCheck } from "./to-check.ts";

/** Warnings about manifests, and the errors of an invalid one beyond the first, which stands with its plugin. */
export const checkManifests: Check = ({ records }) => records.flatMap(checkManifest);

function checkManifest({ checked, place, problem }: PluginRecord): readonly DoctorCheck[] {
  const id = `manifest.${checked?.manifest.name ?? place}`;
  return toDiagnostics(checked?.diagnostics, problem?.error).map((diagnostic) => toCheck(`${id}${diagnostic.path ?? ""}`, diagnostic));
}

function toDiagnostics(diagnostics: readonly Diagnostic[] = [], error: unknown): readonly Diagnostic[] {
  const all = error instanceof PluginValidationError ? error.diagnostics : diagnostics;
  const first = all.find(({ severity }) => severity === "error");
  return all.filter((diagnostic) => diagnostic !== first && diagnostic.severity !== "info");
}
