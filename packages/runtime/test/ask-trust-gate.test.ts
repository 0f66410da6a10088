import { KodexError } from "@kodex/manifest";
import { expect, test } from "vitest";
import { askTrustGate } from "../src/ask-trust-gate.ts";
import { createCheckedPlugin } from "./candidates.ts";

const { candidate, manifest } = createCheckedPlugin("lint");

async function ask(decide: () => unknown): Promise<unknown> {
  const answer = await askTrustGate({ decide: decide as never }, { candidate, manifest, declared: [] }, "lint@1.0.0");
  return KodexError.is(answer) ? `${answer.code}: ${answer.message} → ${answer.hint}` : answer;
}

const APPROVAL = { admit: true, level: "key", grants: ["net:acme.dev:443"], minimumIsolation: "os" } as const;
const FAILED = "TRUST_GATE_FAILED: the trust gate failed on lint@1.0.0";
const MEND = "Mend the `trust` that is passed to `createRuntime`.";

test("gives the gate's approval, at once or later", async () => {
  expect(await ask(() => APPROVAL)).toBe(APPROVAL);
  expect(await ask(() => Promise.resolve({ admit: true, level: "none", grants: "declared" }))).toEqual({
    admit: true,
    level: "none",
    grants: "declared",
  });
});

test("gives the gate's refusal with its code, reason and hint", async () => {
  expect(await ask(() => ({ admit: false, code: "SIGNATURE_MISSING", reason: "it is not signed", hint: "Sign it." }))).toBe(
    "SIGNATURE_MISSING: lint@1.0.0 may not load: it is not signed → Sign it.",
  );
  expect(await ask(() => ({ admit: false, code: "X", reason: "no" }))).toBe(
    "X: lint@1.0.0 may not load: no → Change what `trust` lets in.",
  );
});

test.each([
  ["an error", new Error("no policy"), "no policy"],
  ["a text", "no policy", "no policy"],
  ["undefined", undefined, "undefined was thrown"],
])("a gate that throws %s has failed", async (_, thrown, reason) => {
  const fail = (): never => {
    throw thrown;
  };
  expect(await ask(fail)).toBe(`${FAILED}: ${reason} → ${MEND}`);
  expect(await ask(() => Promise.reject(thrown as Error))).toBe(`${FAILED}: ${reason} → ${MEND}`);
});

test.each([
  undefined,
  null,
  true,
  "allow",
  {},
  { admit: "yes", level: "key", grants: [] },
  { admit: 1, level: "key", grants: [] },
  { admit: true },
  { admit: true, level: "key" },
  { admit: true, level: "key", grants: "all" },
  { admit: true, level: "key", grants: [1] },
  { admit: true, grants: [] },
  { ...APPROVAL, minimumIsolation: "proces" },
  { ...APPROVAL, minimumIsolation: null },
  { admit: false },
  { admit: false, code: "X", reason: 5 },
  { admit: false, reason: "no" },
  { admit: false, code: 7, reason: "no" },
  { admit: false, code: "", reason: "no" },
  { admit: false, code: "not signed", reason: "no" },
  { admit: false, code: "X\u001b[2J", reason: "no" },
])("a gate that answers %j has failed, and admits nothing", async (answer) => {
  expect(await ask(() => answer)).toBe(`${FAILED}: it did not answer with a decision → ${MEND}`);
});
