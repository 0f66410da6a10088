import type { LedgerEntry } from "@kodex/manifest";

/** Records what happened to every plugin at every stage. */
export interface Ledger {
  /** All entries in the order of their recording. */
  readonly entries: readonly LedgerEntry[];
  /** Adds an entry. */
  record(entry: LedgerEntry): void;
}

/** An empty ledger. */
export function createLedger(): Ledger {
  const entries: LedgerEntry[] = [];
  return {
    entries,
    record: (entry) => void entries.push(Object.freeze({ ...entry })),
  };
}
