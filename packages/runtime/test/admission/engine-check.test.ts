import { expect, test } from "vitest";
import { createEngineCheck } from "../../src/admission/engine-check.ts";
import { createCheckedPlugin } from "../candidates.ts";

const HOST = { apiVersion: "1.2.0", platform: "linux", arch: "x64" };

function check(changes: Readonly<Record<string, unknown>>, host: Partial<typeof HOST> = {}): string | undefined {
  const { id, manifest } = createCheckedPlugin("lint", changes);
  const problem = createEngineCheck({ ...HOST, ...host })(id, manifest);
  return problem === undefined ? undefined : `${problem.code}: ${problem.message}`;
}

test.each(["^1.0.0", "1.x", ">=1.2.0", "1.2.0", "*", "^0.9.0 || ^1.0.0", ">=1.2.0-beta.1"])("admits %s to API 1.2.0", (kodex) => {
  expect(check({ engines: { kodex } })).toBeUndefined();
});

test.each(["^2.0.0", ">=1.3.0", "1.1.x", "<1.2.0", "^0.9.0"])("refuses %s at API 1.2.0", (kodex) => {
  expect(check({ engines: { kodex } })).toBe(`ENGINE_UNSUPPORTED: lint@1.0.0 needs the plugin API ${kodex}; this host has 1.2.0`);
});

test("takes a plugin that says nothing for one of API 1", () => {
  expect(check({})).toBeUndefined();
  expect(check({}, { apiVersion: "2.0.0" })).toMatch(/^ENGINE_UNSUPPORTED: /);
});

test("counts a pre-release of the API as its release", () => {
  expect(check({ engines: { kodex: "^2.0.0" } }, { apiVersion: "2.0.0-beta.1" })).toBeUndefined();
  expect(check({ engines: { kodex: "^1.0.0" } }, { apiVersion: "2.0.0-beta.1" })).toBe(
    "ENGINE_UNSUPPORTED: lint@1.0.0 needs the plugin API ^1.0.0; this host has 2.0.0-beta.1",
  );
});

test.each([
  [[], true],
  [["linux"], true],
  [["linux-x64"], true],
  [["win32", "linux-x64"], true],
  [["linux-arm64"], false],
  [["darwin", "win32"], false],
])("on linux-x64, platforms %j: %s", (platforms, runs) => {
  const problem = check({ platforms });
  expect(problem).toBe(
    runs ? undefined : `PLATFORM_UNSUPPORTED: lint@1.0.0 runs on ${[...platforms].sort().join(", ")}; this is linux-x64`,
  );
});
