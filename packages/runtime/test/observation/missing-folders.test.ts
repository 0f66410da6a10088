import { expect, test } from "vitest";
import { findMissingFolders } from "../../src/observation/missing-folders.ts";
import { loadConfig } from "../../src/tooling/config/load-config.ts";
import { createWorkspace } from "../workspace.ts";

test("names what the configuration names and is not there, as it is written", () => {
  const { path } = createWorkspace({ "there/a.mjs": "" });
  expect(findMissingFolders({ sources: { local: ["./there", "./nowhere", "/nowhere/at/all"] } }, path)).toEqual([
    "./nowhere",
    "/nowhere/at/all",
  ]);
});

test("does not miss the folder that applies where nothing is named", () => {
  const { path } = createWorkspace();
  const { config } = loadConfig({ cwd: path, env: { KODEX_CONFIG_HOME: path } });
  expect(config.sources?.local).toEqual([`${path}/plugins`]);
  expect(findMissingFolders(config, path)).toEqual([]);
});
