import { KodexError } from "@kodex/manifest";
import { expect, test } from "vitest";
import { findCandidateFault } from "../../src/discovery/candidate-fault.ts";
import { createInlineCandidate, createManifestCandidate, createModuleCandidate } from "../candidates.ts";

const PLACE = createModuleCandidate("/a.js");
const unreadable = { ...PLACE, kind: "unreadable", error: new KodexError("no", { code: "PLUGIN_UNREADABLE" }) };

test("finds none in candidates of all kinds", () => {
  const candidates = [
    createManifestCandidate("{}"),
    createManifestCandidate("{}", { stamp: "1", readDefaults: () => ({}) }),
    PLACE,
    createInlineCandidate({}),
    createInlineCandidate(null),
    unreadable,
  ];
  expect(candidates.map(findCandidateFault)).toEqual(candidates.map(() => undefined));
});

test.each([
  [null, "is no object"],
  ["plugin", "is no object"],
  [{}, 'has a "origin" that is no text'],
  [{ ...PLACE, source: 1 }, 'has a "source" that is no text'],
  [{ ...PLACE, file: undefined }, 'has a "file" that is no text'],
  [{ ...PLACE, root: null }, 'has a "root" that is no text'],
  [{ ...PLACE, tier: "owner" }, 'has a "tier" that is none of policy, host, user, project, builtin'],
  [{ ...PLACE, firstParty: "no" }, 'has a "firstParty" that is no boolean'],
  [{ ...PLACE, kind: "folder" }, 'has a "kind" that is none of manifest, module, inline, unreadable'],
  [{ ...PLACE, kind: "manifest" }, 'has a "readText" that is no function'],
  [createManifestCandidate("", { readDefaults: {} as never }), 'has a "readDefaults" that is no function'],
  [createManifestCandidate("", { stamp: 1 as never }), 'has a "stamp" that is no text'],
  [createInlineCandidate(undefined), 'lacks the "plugin"'],
  [createInlineCandidate({}, { position: "1" as never }), 'has a "position" that is no number'],
  [{ ...unreadable, error: new Error("no") }, 'has an "error" that is no KodexError'],
])("finds what is wrong with %j", (value, fault) => {
  expect(findCandidateFault(value)).toBe(fault);
});
