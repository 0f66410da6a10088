import { describe, expect, test } from "vitest";
import { listConfigFiles } from "../../../src/tooling/config/config-files.ts";

const place = { cwd: "/work", systemFolder: "/system" };

test("the workspace comes first, then the user, then the organization", () => {
  expect(listConfigFiles({ ...place, env: { KODEX_CONFIG_HOME: "/mine" } })).toEqual([
    { layer: "workspace", file: "/work/kodex.json", isNamed: false },
    { layer: "user", file: "/mine/kodex.json", isNamed: false },
    { layer: "organization", file: "/system/kodex.json", isNamed: false },
  ]);
});

test("a file that is named takes the place of the workspace's", () => {
  expect(listConfigFiles({ ...place, env: {}, named: "other.json" })[0]).toEqual({
    layer: "workspace",
    file: "/work/other.json",
    isNamed: true,
  });
});

describe("the user's folder", () => {
  test.each([
    [{ KODEX_CONFIG_HOME: "/mine", XDG_CONFIG_HOME: "/xdg" }, "/mine/kodex.json"],
    [{ XDG_CONFIG_HOME: "/xdg" }, "/xdg/kodex/kodex.json"],
    [{ KODEX_CONFIG_HOME: "", XDG_CONFIG_HOME: "/xdg" }, "/xdg/kodex/kodex.json"],
  ])("of %j is %s", (env, file) => {
    expect(listConfigFiles({ ...place, env })[1]?.file).toBe(file);
  });

  test("is not one that is relative, as the specification says", () => {
    expect(listConfigFiles({ ...place, env: { XDG_CONFIG_HOME: "xdg" } })[1]?.file).toMatch(/\/\.config\/kodex\/kodex\.json$/);
  });
});

test("KODEX_ORG_CONFIG adds a file and takes none away", () => {
  const files = listConfigFiles({ ...place, env: { KODEX_CONFIG_HOME: "/mine", KODEX_ORG_CONFIG: "/more.json" } });
  expect(files.slice(2)).toEqual([
    { layer: "organization", file: "/more.json", isNamed: true },
    { layer: "organization", file: "/system/kodex.json", isNamed: false },
  ]);
});

test("of one file in two roles the farther counts", () => {
  expect(listConfigFiles({ cwd: "/system", systemFolder: "/system", env: { KODEX_CONFIG_HOME: "/system" } })).toEqual([
    { layer: "organization", file: "/system/kodex.json", isNamed: false },
  ]);
});
