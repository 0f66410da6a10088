import type { KodexError, LedgerEntry } from "@kodex/manifest";
import type { ActivationOutcome } from "../activation-outcome.ts";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import { toErrorMessage } from "../errors.ts";

/** Remembers what became of activations, and writes it into the ledger. */
export interface ActivationLog {
  /** Why plugins are not active although they were activated, by `name@version`. */
  readonly failures: ReadonlyMap<string, KodexError>;
  /** A plugin became active, or failed to. */
  recordOutcome(outcome: ActivationOutcome): void;
  /** A plugin that was active has ended by itself. */
  recordExit(plugin: AdmittedPlugin, error: unknown): void;
}

/** A log without failures. `onFailed` learns of every failed activation. */
export function createActivationLog(
  record: (entry: LedgerEntry) => void,
  onFailed: (plugin: string, code: string, durationMs: number) => void,
): ActivationLog {
  const failures = new Map<string, KodexError>();
  return {
    failures,
    recordOutcome({ durationMs, error, hosted: { plugin } }) {
      const place = { ...toPlace(plugin), durationMs };
      if (error === undefined) {
        failures.delete(plugin.id);
        record({ ...place, outcome: "loaded", message: "is active" });
        return;
      }
      failures.set(plugin.id, error);
      const { code, hint, message } = error;
      record({ ...place, outcome: "error", code, message, ...(hint === undefined ? {} : { hint }) });
      onFailed(plugin.id, code, durationMs);
    },
    recordExit(plugin, error) {
      record({ ...toPlace(plugin), outcome: "error", code: "PLUGIN_EXITED", message: toErrorMessage(error), durationMs: 0 });
    },
  };
}

function toPlace({ candidate, id }: AdmittedPlugin): Pick<LedgerEntry, "file" | "plugin" | "source" | "stage"> {
  return { plugin: id, stage: "activate", source: candidate.source, ...(candidate.file === "" ? {} : { file: candidate.file }) };
}
