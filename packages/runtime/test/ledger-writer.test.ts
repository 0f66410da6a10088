import type { LedgerEntry } from "@kodex/manifest";
import { expect, test } from "vitest";
import { toPluginDisabled } from "../src/errors.ts";
import { createLedgerWriter, type RefusedCandidate } from "../src/ledger-writer.ts";
import { createInlineCandidate, createManifestCandidate } from "./candidates.ts";

function createWriter() {
  const ledger: LedgerEntry[] = [];
  const refused: RefusedCandidate[] = [];
  const writer = createLedgerWriter(
    "admit",
    (entry) => void ledger.push(entry),
    (one) => void refused.push(one),
  );
  return { ledger, refused, writer };
}

test("writes what went well, with the place", () => {
  const { ledger, refused, writer } = createWriter();
  const candidate = createManifestCandidate("");
  writer.loaded("lint@1.0.0", candidate, "admitted", 1.5);
  expect(ledger).toEqual([
    {
      plugin: "lint@1.0.0",
      stage: "admit",
      outcome: "loaded",
      message: "admitted",
      durationMs: 1.5,
      source: candidate.source,
      file: candidate.file,
    },
  ]);
  expect(refused).toEqual([]);
});

test("writes why a plugin ends, and hands it on", () => {
  const { ledger, refused, writer } = createWriter();
  const candidate = createInlineCandidate({});
  const error = toPluginDisabled("lint@1.0.0", "lint");
  writer.refused("lint@1.0.0", candidate, "skipped", { error, durationMs: 0 });
  expect(ledger).toEqual([
    {
      plugin: "lint@1.0.0",
      stage: "admit",
      outcome: "skipped",
      code: "PLUGIN_DISABLED",
      message: "lint@1.0.0 is disabled in the configuration",
      hint: "Switch it on with `kodex enable lint`.",
      durationMs: 0,
      source: "inline",
    },
  ]);
  expect(refused).toEqual([{ candidate, outcome: "skipped", error }]);
});
