import { utimesSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { ManifestCandidate } from "../../src/candidate.ts";
import { findManifest } from "../../src/discovery/manifest-file.ts";
import { createWorkspace, manifest, type Workspace } from "../workspace.ts";

const DETAILS = { origin: "local", source: "local:./plugins", tier: "project", firstParty: true } as const;

function find(workspace: Workspace): ManifestCandidate {
  const found = findManifest(workspace.path, DETAILS);
  if (found?.kind !== "manifest") throw new TypeError(`found ${found?.kind}`);
  return found;
}

/** What `find` gives when an hour has passed. */
function findLater(workspace: Workspace): ManifestCandidate {
  vi.spyOn(Date, "now").mockReturnValueOnce(Date.now() + 3_600_000);
  return find(workspace);
}

test("gives the place of a manifest, its text, and the defaults of the package.json beside it", () => {
  const workspace = createWorkspace({ "kodex.plugin.json": manifest("lint"), "package.json": '{"description":"Lints"}' });
  const found = find(workspace);
  expect(found).toMatchObject({ ...DETAILS, file: workspace.at("kodex.plugin.json"), root: workspace.path });
  expect(found.readText()).toBe(manifest("lint"));
  expect(found.readDefaults?.()).toEqual({ description: "Lints" });
});

test("finds nothing in a folder without a manifest, or in none", () => {
  const workspace = createWorkspace();
  expect(findManifest(workspace.path, DETAILS)).toBeUndefined();
  expect(findManifest(workspace.at("gone"), DETAILS)).toBeUndefined();
});

test("has no defaults where there is no package.json, and refuses a broken one when it is asked", () => {
  const workspace = createWorkspace({ "kodex.plugin.json": manifest("lint") });
  expect(find(workspace).readDefaults).toBeUndefined();
  workspace.write("package.json", "{");
  expect(() => find(workspace).readDefaults?.()).toThrow(expect.objectContaining({ code: "PACKAGE_JSON_INVALID" }) as Error);
});

test("refuses bytes that are not UTF-8, and takes the character that stands for them where it is written", () => {
  const workspace = createWorkspace();
  workspace.write("kodex.plugin.json", Buffer.from([0x7b, 0xff, 0xfe, 0x00]) as never);
  expect(() => find(workspace).readText()).toThrow("it is not UTF-8 text");
  workspace.write("kodex.plugin.json", '{"name":"\uFFFD"}');
  expect(find(workspace).readText()).toBe('{"name":"\uFFFD"}');
});

test("reads no more than 2 MiB", () => {
  const workspace = createWorkspace({ "kodex.plugin.json": " ".repeat(5 * 1024 * 1024) });
  expect(find(workspace).readText()).toHaveLength(2 * 1024 * 1024);
});

test("has a stamp that changes with the manifest and with the package.json beside it", () => {
  const workspace = createWorkspace({ "kodex.plugin.json": manifest("lint") });
  const alone = findLater(workspace).stamp;
  expect(alone).toEqual(expect.any(String));
  expect(findLater(workspace).stamp).toBe(alone);
  workspace.write("package.json", "{}");
  const beside = findLater(workspace).stamp;
  workspace.write("kodex.plugin.json", manifest("lint", { description: "more" }));
  expect(new Set([alone, beside, findLater(workspace).stamp]).size).toBe(3);
});

test("has no stamp when a file was changed just now, or pretends to be from the future", () => {
  const workspace = createWorkspace({ "kodex.plugin.json": manifest("lint") });
  expect(find(workspace).stamp).toBeUndefined();
  const future = Date.now() / 1000 + 86_400;
  utimesSync(workspace.at("kodex.plugin.json"), future, future);
  expect(findLater(workspace).stamp).toBeUndefined();
});
