import type { LedgerEntry } from "@kodex/manifest";

/** Records what happened to every plugin at every stage. */
export interface Ledger {
  /** All entries so far in the order of their recording; frozen, and not changed by what is recorded later. */
  readonly entries: readonly LedgerEntry[];
  /** Adds an entry. The caller's object stays the caller's. */
  record(entry: LedgerEntry): void;
}

/** An empty ledger. */
export function createLedger(): Ledger {
  const entries: LedgerEntry[] = [];
  let snapshot: readonly LedgerEntry[] | undefined;
  return {
    get entries() {
      return (snapshot ??= Object.freeze(entries.map((entry) => Object.freeze(entry))));
    },
    record(entry) {
      // Frozen when somebody looks at them, which most runtimes live without.
      entries.push({ ...entry });
      snapshot = undefined;
    },
  };
}
