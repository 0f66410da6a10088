import { execFileSync } from "node:child_process";
import fs, { mkdirSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { relative } from "node:path";
import fc from "fast-check";
import { expect, type MockInstance, onTestFinished, test, vi } from "vitest";
import type { Candidate } from "../../src/candidate.ts";
import { localPlugins } from "../../src/discovery/local-plugins.ts";
import { createWorkspace, manifest, type Workspace } from "../workspace.ts";

function discover(workspace: Workspace, folder?: string): readonly Candidate[] {
  return localPlugins(folder).discover({ cwd: workspace.path });
}

/** Kind and path of each, such as `module plugins/a.js`. */
function list(workspace: Workspace, folder?: string): readonly string[] {
  return discover(workspace, folder).map(({ file, kind }) => `${kind} ${relative(workspace.path, file)}`);
}

function messageOf(candidate: Candidate | undefined): string | undefined {
  return candidate?.kind === "unreadable" ? `${candidate.error.code}: ${candidate.error.message}` : undefined;
}

test("finds single files of every kind and folders with a manifest, in the order of their names", () => {
  const workspace = createWorkspace({
    "plugins/d.mts": "",
    "plugins/b.mjs": "",
    "plugins/c.ts": "",
    "plugins/a.js": "",
    "plugins/bb/kodex.plugin.json": manifest("bb"),
    "plugins/B.js": "",
  });
  expect(list(workspace)).toEqual([
    "module plugins/B.js",
    "module plugins/a.js",
    "module plugins/b.mjs",
    "manifest plugins/bb/kodex.plugin.json",
    "module plugins/c.ts",
    "module plugins/d.mts",
  ]);
});

test("passes over hidden entries, tests, declarations, other files and folders without a manifest", () => {
  const workspace = createWorkspace({
    "plugins/.hidden.js": "",
    "plugins/.hidden/kodex.plugin.json": manifest("hidden"),
    "plugins/a.test.js": "",
    "plugins/a.spec.mts": "",
    "plugins/types.d.ts": "",
    "plugins/types.d.mts": "",
    "plugins/README.md": "",
    "plugins/old.cjs": "",
    "plugins/kodex.plugin.json": manifest("not-in-a-folder"),
    "plugins/shared/index.js": "",
    "plugins/shared/deep/kodex.plugin.json": manifest("too-deep"),
  });
  expect(list(workspace)).toEqual([]);
});

test("puts a folder before the single file of the same plugin, so that the folder wins", () => {
  const workspace = createWorkspace({ "plugins/lint.js": "", "plugins/lint/kodex.plugin.json": manifest("lint") });
  expect(list(workspace)).toEqual(["manifest plugins/lint/kodex.plugin.json", "module plugins/lint.js"]);
});

test("finds nothing in a folder that is empty or is not there", () => {
  const workspace = createWorkspace();
  expect(list(workspace)).toEqual([]);
  mkdirSync(workspace.at("plugins"));
  expect(list(workspace)).toEqual([]);
});

test("tells that the folder is a file", () => {
  const workspace = createWorkspace({ plugins: "not a folder" });
  const [found, ...others] = discover(workspace);
  expect(others).toEqual([]);
  expect(messageOf(found)).toMatch(/^PLUGIN_UNREADABLE: .*plugins cannot be read: ENOTDIR/);
  expect(found?.file).toBe(workspace.at("plugins"));
});

test("tells that the folder is a link to nothing, or to itself", () => {
  const workspace = createWorkspace();
  workspace.link("nothing", "gone");
  workspace.link("loop", "loop");
  expect(messageOf(discover(workspace, "nothing")[0])).toMatch(/^PLUGIN_UNREADABLE: .*nothing cannot be read: ENOENT/);
  expect(messageOf(discover(workspace, "loop")[0])).toMatch(/^PLUGIN_UNREADABLE: .*loop cannot be read: ELOOP/);
});

test("tells of each link that leads in a circle or to nothing, and finds the rest", () => {
  const workspace = createWorkspace({ "plugins/a.js": "" });
  workspace.link("plugins/circle", "circle");
  workspace.link("plugins/gone.js", "elsewhere.js");
  workspace.link("plugins/self", ".");
  expect(list(workspace)).toEqual(["module plugins/a.js", "unreadable plugins/circle", "unreadable plugins/gone.js"]);
  const [, circle, gone] = discover(workspace);
  expect(messageOf(circle)).toMatch(/circle cannot be read: ELOOP/);
  expect(messageOf(gone)).toMatch(/gone\.js cannot be read: ENOENT/);
});

test("follows links to plugins, and counts those that leave the workspace as third-party", () => {
  const outside = createWorkspace({ "far/kodex.plugin.json": manifest("far"), "far.js": "" });
  const workspace = createWorkspace({ "package.json": "{}", "code/near/kodex.plugin.json": manifest("near"), "code/near.js": "" });
  workspace.link("plugins/near", workspace.at("code/near"));
  workspace.link("plugins/near.js", "../code/near.js");
  workspace.link("plugins/far", outside.at("far"));
  workspace.link("plugins/far.js", outside.at("far.js"));
  expect(discover(workspace).map(({ file, firstParty }) => [relative(workspace.path, file), firstParty])).toEqual([
    ["plugins/far/kodex.plugin.json", false],
    ["plugins/far.js", false],
    ["plugins/near/kodex.plugin.json", true],
    ["plugins/near.js", true],
  ]);
});

test("counts a folder of plugins that is itself a link, or lies elsewhere, by where it really is", () => {
  const outside = createWorkspace({ "plugins/a.js": "" });
  const workspace = createWorkspace();
  workspace.link("plugins", outside.at("plugins"));
  expect(discover(workspace)).toMatchObject([{ kind: "module", firstParty: false }]);
  expect(discover(workspace, outside.at("plugins"))).toMatchObject([{ kind: "module", firstParty: false }]);
});

test("counts what lies below a node_modules as third-party, linked or not", () => {
  const workspace = createWorkspace({
    "node_modules/lint/kodex.plugin.json": manifest("lint"),
    "plugins/node_modules/kodex.plugin.json": manifest("odd"),
  });
  workspace.link("plugins/lint", "../node_modules/lint");
  expect(discover(workspace).map(({ firstParty }) => firstParty)).toEqual([false, false]);
});

test("tells of a manifest that is a folder, a link to nothing or a pipe, which is never read", () => {
  const workspace = createWorkspace({ "plugins/folder/kodex.plugin.json/x": "", "plugins/pipe/index.js": "" });
  workspace.link("plugins/link/kodex.plugin.json", "gone.json");
  execFileSync("mkfifo", [workspace.at("plugins/pipe/kodex.plugin.json")]);
  expect(discover(workspace).map(messageOf)).toEqual([
    `PLUGIN_UNREADABLE: ${workspace.at("plugins/folder/kodex.plugin.json")} cannot be read: it is not a regular file`,
    `PLUGIN_UNREADABLE: ${workspace.at("plugins/link/kodex.plugin.json")} cannot be read: it is a link to nothing`,
    `PLUGIN_UNREADABLE: ${workspace.at("plugins/pipe/kodex.plugin.json")} cannot be read: it is not a regular file`,
  ]);
});

test("passes over pipes and devices that are named like plugins", () => {
  const workspace = createWorkspace({ "plugins/a.js": "" });
  execFileSync("mkfifo", [workspace.at("plugins/pipe.js")]);
  workspace.link("plugins/null.js", "/dev/null");
  expect(list(workspace)).toEqual(["module plugins/a.js"]);
});

test("reads no manifest before it is asked to", () => {
  const workspace = createWorkspace({ "plugins/lint/kodex.plugin.json": "{ not json" });
  const read = spyOnFs("readFileSync");
  const timesRead = (): number => read.mock.calls.filter(([file]) => String(file).endsWith("kodex.plugin.json")).length;
  const [found] = discover(workspace);
  expect(timesRead()).toBe(0);
  expect(found?.kind === "manifest" && found.readText()).toBe("{ not json");
  expect(timesRead()).toBe(1);
});

test("names the source by its folder, and ranks the plugins as it is told", () => {
  const workspace = createWorkspace({ "team/a.js": "" });
  const source = localPlugins("./team", { tier: "policy" });
  expect(source.name).toBe("local:./team");
  expect(source.discover({ cwd: workspace.path })).toMatchObject([{ source: "local:./team", origin: "local", tier: "policy" }]);
});

test("property: the order in which the system lists a folder does not matter", () => {
  const names = ["a.js", "B.js", "b", "b.js", "c.mts", "é.js", "z-9.js", "z-10.js"];
  const workspace = createWorkspace(
    Object.fromEntries(names.map((name) => [name === "b" ? "plugins/b/kodex.plugin.json" : `plugins/${name}`, ""])),
  );
  const readdir = spyOnFs("readdirSync");
  const entries = fs.readdirSync(workspace.at("plugins"), { withFileTypes: true });
  const expected = list(workspace);
  expect(expected.map((line) => line.split("/")[1])).toEqual(["B.js", "a.js", "b", "b.js", "c.mts", "z-10.js", "z-9.js", "é.js"]);
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
      readdir.mockReturnValueOnce(shuffled as never);
      const times = readdir.mock.calls.length;
      expect(list(workspace)).toEqual(expected);
      expect(readdir.mock.calls.length).toBe(times + 1);
    }),
  );
});

/** Watches a function of `node:fs` until the test ends. */
function spyOnFs<Name extends "readFileSync" | "readdirSync">(name: Name): MockInstance<(typeof fs)[Name]> {
  const spy = vi.spyOn(fs, name);
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
  return spy;
}
