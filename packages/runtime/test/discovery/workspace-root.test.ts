import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { createFirstPartyCheck, findWorkspaceRoot, toRealPath } from "../../src/discovery/workspace-root.ts";
import { createWorkspace } from "../workspace.ts";

test.each([
  ["a pnpm-workspace.yaml", { "pnpm-workspace.yaml": "" }],
  ["a .git folder", { ".git/HEAD": "" }],
  ["a .git file, as in a worktree", { ".git": "gitdir: elsewhere" }],
  ["a package.json with workspaces", { "package.json": '{"workspaces":["packages/*"]}' }],
])("is the nearest folder upward with %s", (_, files) => {
  const workspace = createWorkspace({ ...files, "packages/app/package.json": "{}" });
  expect(findWorkspaceRoot(workspace.at("packages/app"))).toBe(workspace.path);
});

test("is not a folder whose package.json is broken, a list, or a pipe", () => {
  const workspace = createWorkspace({ "pnpm-workspace.yaml": "", "broken/package.json": "{", "list/package.json": "[]", "pipe/x": "" });
  execFileSync("mkfifo", [workspace.at("pipe/package.json")]);
  for (const folder of ["broken", "list", "pipe"]) expect(findWorkspaceRoot(workspace.at(folder))).toBe(workspace.path);
});

test("first-party is what lies in the workspace, and not below a node_modules there", () => {
  const workspace = createWorkspace({ "pnpm-workspace.yaml": "", "packages/app/x": "" });
  const isFirstParty = createFirstPartyCheck(workspace.at("packages/app"));
  const paths = [
    "packages/app/plugins/a.js",
    "packages/lint",
    "",
    "node_modules/lint",
    "packages/app/node_modules/.pnpm/a",
    "my_node_modules/a",
    "..a",
  ];
  expect(paths.filter((path) => isFirstParty(workspace.at(path)))).toEqual([
    "packages/app/plugins/a.js",
    "packages/lint",
    "",
    "my_node_modules/a",
    "..a",
  ]);
  expect([`${workspace.path}-2/a.js`, "/", "/etc/passwd"].filter(isFirstParty)).toEqual([]);
});

test("a workspace that itself lies below a node_modules is first-party to itself", () => {
  const workspace = createWorkspace({ "node_modules/agent/.git/HEAD": "", "node_modules/agent/plugins/a.js": "" });
  const isFirstParty = createFirstPartyCheck(workspace.at("node_modules/agent"));
  expect(isFirstParty(workspace.at("node_modules/agent/plugins/a.js"))).toBe(true);
});

test("resolves links, and leaves what is not there as it is", () => {
  const workspace = createWorkspace({ "real/a": "" });
  workspace.link("short", "real");
  expect(toRealPath(workspace.at("short/a"))).toBe(workspace.at("real/a"));
  expect(toRealPath(workspace.at("gone"))).toBe(workspace.at("gone"));
});
