import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Candidate } from "../../src/candidate.ts";
import { packagePlugins } from "../../src/discovery/package-plugins.ts";
import { createWorkspace, manifest, type Workspace } from "../workspace.ts";

function dependsOn(...names: readonly string[]): string {
  return JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "*"])) });
}

function discover(cwd: string, options?: Parameters<typeof packagePlugins>[0]): readonly Candidate[] {
  return packagePlugins(options).discover({ cwd });
}

/** Path of each in the workspace. */
function list(workspace: Workspace, folder = ""): readonly string[] {
  return discover(workspace.at(folder)).map(({ file }) => relative(workspace.path, file));
}

test("finds packages in npm's flat layout, scoped or not, in the order of their names", () => {
  const workspace = createWorkspace({
    "package.json": dependsOn("lint", "@acme/format", "chalk", "audit"),
    "node_modules/lint/kodex.plugin.json": manifest("lint"),
    "node_modules/@acme/format/kodex.plugin.json": manifest("@acme/format"),
    "node_modules/chalk/package.json": "{}",
    "node_modules/audit/kodex.plugin.json": manifest("audit"),
    "node_modules/transitive/kodex.plugin.json": manifest("transitive"),
  });
  expect(list(workspace)).toEqual([
    "node_modules/@acme/format/kodex.plugin.json",
    "node_modules/audit/kodex.plugin.json",
    "node_modules/lint/kodex.plugin.json",
  ]);
});

test("takes the nearest package of a name, in npm's nested layout and hoisted to a parent", () => {
  const workspace = createWorkspace({
    "package.json": dependsOn(),
    "node_modules/lint/kodex.plugin.json": manifest("lint"),
    "node_modules/audit/kodex.plugin.json": manifest("audit"),
    "packages/app/package.json": dependsOn("lint", "audit"),
    "packages/app/node_modules/lint/kodex.plugin.json": manifest("lint", { version: "2.0.0" }),
  });
  expect(list(workspace, "packages/app")).toEqual([
    "node_modules/audit/kodex.plugin.json",
    "packages/app/node_modules/lint/kodex.plugin.json",
  ]);
});

test("lets the nearest package hide one further up, even if it is no plugin", () => {
  const workspace = createWorkspace({
    "node_modules/lint/kodex.plugin.json": manifest("lint"),
    "app/package.json": dependsOn("lint"),
    "app/node_modules/lint/package.json": "{}",
  });
  expect(list(workspace, "app")).toEqual([]);
});

test("finds packages through the links of pnpm's layout, at their real place", () => {
  const store = "node_modules/.pnpm/lint@1.0.0/node_modules/lint";
  const workspace = createWorkspace({
    "package.json": dependsOn("lint", "@acme/format"),
    [`${store}/kodex.plugin.json`]: manifest("lint"),
    "node_modules/.pnpm/@acme+format@1.0.0/node_modules/@acme/format/kodex.plugin.json": manifest("@acme/format"),
  });
  workspace.link("node_modules/lint", ".pnpm/lint@1.0.0/node_modules/lint");
  workspace.link("node_modules/@acme/format", "../.pnpm/@acme+format@1.0.0/node_modules/@acme/format");
  const found = discover(workspace.path);
  expect(found.map(({ root }) => relative(workspace.path, root))).toEqual([
    "node_modules/.pnpm/@acme+format@1.0.0/node_modules/@acme/format",
    store,
  ]);
  expect(found.map(({ firstParty }) => firstParty)).toEqual([false, false]);
});

test("counts a package of the same workspace as first-party, and one that is linked from elsewhere as third-party", () => {
  const outside = createWorkspace({ "far/kodex.plugin.json": manifest("far") });
  const workspace = createWorkspace({
    "package.json": JSON.stringify({ workspaces: ["packages/*"] }),
    "packages/near/kodex.plugin.json": manifest("near"),
    "packages/app/package.json": dependsOn("near", "far"),
  });
  workspace.link("packages/app/node_modules/near", "../../near");
  workspace.link("packages/app/node_modules/far", outside.at("far"));
  expect(discover(workspace.at("packages/app")).map(({ file, firstParty }) => [file, firstParty])).toEqual([
    [outside.at("far/kodex.plugin.json"), false],
    [workspace.at("packages/near/kodex.plugin.json"), true],
  ]);
});

test("counts every kind of dependency once", () => {
  const names = { dependencies: "a", devDependencies: "b", optionalDependencies: "c", peerDependencies: "d" };
  const workspace = createWorkspace({
    "package.json": JSON.stringify({
      ...Object.fromEntries(Object.entries(names).map(([field, name]) => [field, { [name]: "*", shared: "*" }])),
      bundledDependencies: ["e"],
    }),
    ...Object.fromEntries(["a", "b", "c", "d", "e", "shared"].map((name) => [`node_modules/${name}/kodex.plugin.json`, manifest(name)])),
  });
  expect(list(workspace)).toEqual(["a", "b", "c", "d", "shared"].map((name) => `node_modules/${name}/kodex.plugin.json`));
});

test("finds an alias under the name that the workspace gives it, and a package with two names once", () => {
  const workspace = createWorkspace({
    "package.json": JSON.stringify({
      dependencies: { linter: "npm:@acme/lint@1", "linter-again": "npm:@acme/lint@1", other: "npm:lint@2" },
    }),
    "store/lint/kodex.plugin.json": manifest("@acme/lint"),
    "node_modules/other/kodex.plugin.json": manifest("lint"),
  });
  workspace.link("node_modules/linter", "../store/lint");
  workspace.link("node_modules/linter-again", "../store/lint");
  expect(list(workspace)).toEqual(["store/lint/kodex.plugin.json", "node_modules/other/kodex.plugin.json"]);
});

test("passes over packages that are not installed, whose link leads nowhere, or that are a file", () => {
  const workspace = createWorkspace({ "package.json": dependsOn("gone", "dangling", "file"), "node_modules/file": "" });
  workspace.link("node_modules/dangling", ".pnpm/gone");
  expect(list(workspace)).toEqual([]);
});

test("tells of a package whose link leads in a circle", () => {
  const workspace = createWorkspace({ "package.json": dependsOn("loop") });
  workspace.link("node_modules/loop", "loop");
  expect(discover(workspace.path)).toMatchObject([
    { kind: "unreadable", file: workspace.at("node_modules/loop"), error: { code: "PLUGIN_UNREADABLE" } },
  ]);
});

test("finds nothing without a package.json, and in one without dependencies", () => {
  expect(list(createWorkspace())).toEqual([]);
  expect(list(createWorkspace({ "package.json": "\uFEFF{}" }))).toEqual([]);
});

test.each([
  ["text that is not JSON", "{", /PACKAGE_JSON_INVALID: .*package\.json cannot be used: .*JSON/],
  ["a list", "[]", /PACKAGE_JSON_INVALID: .*package\.json cannot be used: an object is expected/],
  ["dependencies that are a list", '{"dependencies":["lint"]}', /cannot be used: "dependencies" is not an object/],
])("tells of a package.json that holds %s", (_, text, message) => {
  const workspace = createWorkspace({ "package.json": text });
  const [found, ...others] = discover(workspace.path);
  expect(others).toEqual([]);
  expect(found?.file).toBe(workspace.at("package.json"));
  expect(found?.kind === "unreadable" && `${found.error.code}: ${found.error.message}`).toMatch(message);
});

test("tells of a package.json that is a folder or a pipe, without waiting for it", () => {
  const workspace = createWorkspace({ "folder/package.json/x": "", "pipe/x": "" });
  execFileSync("mkfifo", [workspace.at("pipe/package.json")]);
  for (const folder of ["folder", "pipe"])
    expect(discover(workspace.at(folder))).toMatchObject([
      {
        kind: "unreadable",
        error: { code: "PACKAGE_JSON_INVALID", message: `${workspace.at(folder)}/package.json cannot be used: it is not a regular file` },
      },
    ]);
});

test("follows no name that leads out of node_modules", () => {
  const workspace = createWorkspace({
    "app/package.json": dependsOn("..", "../evil", "@acme/../../evil", ".hidden", "/etc", "a/b/c", "@acme/..", "@../evil", "a\\..\\evil"),
    "app/evil/kodex.plugin.json": manifest("evil"),
    "evil/kodex.plugin.json": manifest("evil"),
    "kodex.plugin.json": manifest("root"),
    "app/node_modules/.hidden/kodex.plugin.json": manifest("hidden"),
    "app/node_modules/a/b/c/kodex.plugin.json": manifest("inner"),
    "app/node_modules/kodex.plugin.json": manifest("odd"),
  });
  expect(list(workspace, "app")).toEqual([]);
});

test("looks where it is told to, and still counts the workspace's own files as first-party", () => {
  const agent = createWorkspace({ "package.json": dependsOn("lint"), "node_modules/lint/kodex.plugin.json": manifest("lint") });
  const workspace = createWorkspace({ "package.json": dependsOn("other"), "node_modules/other/kodex.plugin.json": manifest("other") });
  expect(discover(workspace.path, { from: agent.path, tier: "builtin" })).toMatchObject([
    { file: agent.at("node_modules/lint/kodex.plugin.json"), tier: "builtin", origin: "package", source: "packages", firstParty: false },
  ]);
});

test("starts at the real place of a workspace that is reached through a link", () => {
  const workspace = createWorkspace({
    "repo/node_modules/lint/kodex.plugin.json": manifest("lint"),
    "repo/app/package.json": dependsOn("lint"),
  });
  workspace.link("shortcut", "repo/app");
  expect(list(workspace, "shortcut")).toEqual(["repo/node_modules/lint/kodex.plugin.json"]);
});

test("property: neither the order of dependencies nor their kind matters", () => {
  const names = ["a", "b", "@z/c", "d", "@a/z"];
  const workspace = createWorkspace(Object.fromEntries(names.map((name) => [`node_modules/${name}/kodex.plugin.json`, manifest(name)])));
  const sorted = [...names].sort().map((name) => `node_modules/${name}/kodex.plugin.json`);
  const fields = fc.constantFrom("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");
  fc.assert(
    fc.property(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.array(fields, { minLength: 5, maxLength: 5 }),
      (order, kinds) => {
        const parts: Record<string, Record<string, string>> = {};
        for (const [place, name] of order.entries()) (parts[kinds[place] as string] ??= {})[name] = "*";
        workspace.write("package.json", JSON.stringify(parts));
        expect(list(workspace)).toEqual(sorted);
      },
    ),
    { numRuns: 50 },
  );
});

test("finds packages below a node_modules, or a scope, that is itself a link, at their real place", () => {
  const workspace = createWorkspace({
    "app/package.json": dependsOn("lint", "@acme/format"),
    "cache/modules/lint/kodex.plugin.json": manifest("lint"),
    "cache/scope/format/kodex.plugin.json": manifest("@acme/format"),
  });
  workspace.link("app/node_modules", "../cache/modules");
  workspace.link("cache/modules/@acme", "../scope");
  expect(list(workspace, "app")).toEqual(["cache/scope/format/kodex.plugin.json", "cache/modules/lint/kodex.plugin.json"]);
});
