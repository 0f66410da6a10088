import type { LedgerEntry } from "@kodex/manifest";
import { expect, test } from "vitest";
import type { Candidate } from "../../src/candidate.ts";
import { discoverCandidates, toPlaceName } from "../../src/discovery/discover-candidates.ts";
import type { PluginSource } from "../../src/discovery/source.ts";
import { createInlineCandidate, createManifestCandidate, createModuleCandidate } from "../candidates.ts";

function discover(...sources: readonly PluginSource[]): { candidates: readonly Candidate[]; ledger: readonly LedgerEntry[] } {
  const ledger: LedgerEntry[] = [];
  const candidates = discoverCandidates(sources, { cwd: "/work", record: (entry) => void ledger.push(entry) });
  return { candidates, ledger };
}

function answer(name: string, value: unknown): PluginSource {
  return { name, discover: () => value as never };
}

function messagesOf(candidates: readonly Candidate[]): readonly string[] {
  return candidates.flatMap((candidate) =>
    candidate.kind === "unreadable" ? [`${candidate.error.code}: ${candidate.error.message}`] : [],
  );
}

test("asks the sources in order, and tells each the workspace and nothing else", () => {
  const asked: unknown[] = [];
  const spy = (name: string, ...found: readonly Candidate[]): PluginSource => ({
    name,
    discover(context) {
      asked.push([name, context]);
      return found;
    },
  });
  const [a, b, c] = ["/a.js", "/b.js", "/c.js"].map((file) => createModuleCandidate(file)) as [Candidate, Candidate, Candidate];
  expect(discover(spy("one", c, a), spy("two"), spy("three", b)).candidates).toEqual([c, a, b]);
  expect(asked).toEqual(["one", "two", "three"].map((name) => [name, { cwd: "/work" }]));
});

test("writes an entry for each place, with its share of the time", () => {
  const found = [createManifestCandidate("{}"), createModuleCandidate("/a.js"), createInlineCandidate({ manifest: { name: "own" } })];
  const { ledger } = discover(answer("mixed", found));
  expect(ledger).toMatchObject([
    { plugin: "/work/plugins/lint/kodex.plugin.json", stage: "discover", outcome: "loaded", message: "found by local:./plugins" },
    { plugin: "/a.js", file: "/a.js", source: "local:./plugins" },
    { plugin: "own", source: "inline" },
  ]);
  expect(ledger[2]).not.toHaveProperty("file");
  expect(ledger.every(({ durationMs }) => durationMs >= 0)).toBe(true);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("disk on fire");
    },
    "disk on fire",
  ],
  [
    "throws something that is no error",
    () => {
      throw undefined;
    },
    "undefined was thrown",
  ],
  ["answers nothing", () => undefined, "it did not answer with a list"],
  ["answers an object", () => ({ length: 1 }), "it did not answer with a list"],
  ["answers a promise", () => Promise.resolve([]), "it did not answer with a list"],
])("a source that %s is an entry of its own, and the others go on", (_, discoverBadly, reason) => {
  const good = createModuleCandidate("/a.js");
  const { candidates, ledger } = discover({ name: "bad", discover: discoverBadly as never }, answer("good", [good]));
  expect(candidates).toEqual([expect.objectContaining({ kind: "unreadable", source: "bad", firstParty: false }), good]);
  expect(ledger[0]).toMatchObject({
    plugin: 'source "bad"',
    stage: "discover",
    outcome: "error",
    code: "SOURCE_FAILED",
    message: `the source bad failed: ${reason}`,
    hint: "Report it to whoever made the source.",
  });
});

test("a source that answers a promise which is rejected does not end the process", async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", listen);
  discover(answer("late", Promise.reject(new Error("late"))));
  await new Promise((resolve) => void setImmediate(resolve));
  process.off("unhandledRejection", listen);
  expect(unhandled).toEqual([]);
});

test("an answer that is no candidate is an entry of its own, and the others of its source count", () => {
  const good = createModuleCandidate("/a.js");
  // oxlint-disable-next-line no-sparse-arrays -- a list with a hole is what this is about
  const { candidates } = discover(answer("odd", [null, good, { kind: "module" }, , "x"]));
  expect(candidates.indexOf(good)).toBe(1);
  expect(messagesOf(candidates)).toEqual([
    "SOURCE_FAILED: the source odd failed: candidate 1 is no object",
    'SOURCE_FAILED: the source odd failed: candidate 3 has a "origin" that is no text',
    "SOURCE_FAILED: the source odd failed: candidate 4 is no object",
    "SOURCE_FAILED: the source odd failed: candidate 5 is no object",
  ]);
});

test.each([
  [createModuleCandidate("/a.js"), "/a.js"],
  [createInlineCandidate({ manifest: { name: "own" } }), "own"],
  [createInlineCandidate({ manifest: { name: "" } }, { position: 1 }), "inline plugin 2"],
  [createInlineCandidate({ manifest: { name: 5 } }), "inline plugin 1"],
  [createInlineCandidate({}), "inline plugin 1"],
  [createInlineCandidate(null), "inline plugin 1"],
])("calls a place by its file, an object by its name or its position", (candidate, name) => {
  expect(toPlaceName(candidate)).toBe(name);
});
