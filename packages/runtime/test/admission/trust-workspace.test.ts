import { expect, test } from "vitest";
import { trustWorkspace } from "../../src/admission/trust-workspace.ts";
import { createCheckedPlugin, createInlineCandidate, createModuleCandidate } from "../candidates.ts";

function request(firstParty: boolean) {
  const { candidate, manifest } = createCheckedPlugin("lint", {}, { firstParty });
  return { candidate, manifest, declared: [] };
}

test("admits the workspace's own plugins and grants what they declare", () => {
  const admitted = { admit: true, level: "workspace", grants: "declared" };
  const gate = trustWorkspace();
  expect(gate.decide(request(true))).toEqual(admitted);
  expect(gate.decide({ candidate: createModuleCandidate("/a.js"), digest: "00", declared: [] })).toEqual(admitted);
  expect(gate.decide({ candidate: createInlineCandidate({}), declared: [] })).toEqual(admitted);
});

test("admits others without any grant but those of the configuration", () => {
  expect(trustWorkspace().decide(request(false))).toEqual({ admit: true, level: "installed", grants: [] });
  const config = { plugins: { lint: { grant: ["net:acme.dev:443"] }, other: { grant: ["env:HOME"] } } };
  expect(trustWorkspace(config).decide(request(false))).toEqual({ admit: true, level: "installed", grants: ["net:acme.dev:443"] });
});

test("refuses to import a single file from outside the workspace", () => {
  expect(trustWorkspace().decide({ candidate: createModuleCandidate("/a.js", { firstParty: false }), digest: "00", declared: [] })).toEqual(
    {
      admit: false,
      code: "PLUGIN_UNTRUSTED",
      reason: "it is a single file from outside the workspace",
      hint: "Copy it into the workspace, or install it as a package.",
    },
  );
});
