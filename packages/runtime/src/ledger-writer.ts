import type { KodexError, LedgerEntry, Stage } from "@kodex/manifest";
import type { Candidate } from "./candidate.ts";

/** Writes the entries of one stage; the ledger itself is the runtime's. */
export interface LedgerWriter {
  /** The stage went well for a plugin. */
  loaded(plugin: string, candidate: Candidate, message: string, durationMs: number): void;
  /** The plugin ends here: left out on purpose, or by an error. */
  refused(plugin: string, candidate: Candidate, outcome: "skipped" | "error", reason: Refusal): void;
}

/** Why a plugin ends at a stage. */
export interface Refusal {
  /** The typed error, which strict mode throws. */
  readonly error: KodexError;
  /** Time that the stage took, in milliseconds. */
  readonly durationMs: number;
}

/** A candidate that did not make it. */
export interface RefusedCandidate {
  /** Where it was found. */
  readonly candidate: Candidate;
  /** Left out on purpose, or by an error. */
  readonly outcome: "skipped" | "error";
  /** Why. */
  readonly error: KodexError;
}

/** A writer for one stage. `onRefused` learns of every plugin that ends here, in order. */
export function createLedgerWriter(
  stage: Stage,
  record: (entry: LedgerEntry) => void,
  onRefused?: (refused: RefusedCandidate) => void,
): LedgerWriter {
  return {
    loaded(plugin, { file, source }, message, durationMs) {
      // Written out and not put together from parts: there are five for each of perhaps thousands of plugins.
      if (file === "") record({ plugin, stage, outcome: "loaded", message, durationMs, source });
      else record({ plugin, stage, outcome: "loaded", message, durationMs, source, file });
    },
    refused(plugin, candidate, outcome, { durationMs, error }) {
      record({
        plugin,
        stage,
        outcome,
        code: error.code,
        message: error.message,
        durationMs,
        ...toPlace(candidate),
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      });
      onRefused?.({ candidate, outcome, error });
    },
  };
}

function toPlace(candidate: Candidate): { source: string; file?: string } {
  return { source: candidate.source, ...(candidate.file === "" ? {} : { file: candidate.file }) };
}
