import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { resolveStateDirectory } from "../src/state-directory.ts";
import { createWorkspace } from "./workspace.ts";

test("lies below KODEX_HOME, else below the XDG state folder, else below the home", () => {
  const cwd = createWorkspace().path;
  const home = (env: Readonly<Record<string, string | undefined>>): string => dirname(dirname(resolveStateDirectory(cwd, env)));
  expect(home({ KODEX_HOME: "/kodex", XDG_STATE_HOME: "/state" })).toBe("/kodex");
  expect(home({ KODEX_HOME: "kodex" })).toBe(join(process.cwd(), "kodex"));
  expect(home({ KODEX_HOME: "", XDG_STATE_HOME: "/state" })).toBe("/state/kodex");
  expect(home({ XDG_STATE_HOME: "not/absolute" })).toBe(join(homedir(), ".local", "state", "kodex"));
  expect(home({})).toBe(join(homedir(), ".local", "state", "kodex"));
});

test("is one per workspace, the same through a link, with the workspace's name in front", () => {
  const workspace = createWorkspace({ "one/my app!/x": "", "two/my app!/x": "" });
  workspace.link("short", "one/my app!");
  const [one, two, short, gone] = ["one/my app!", "two/my app!", "short", "gone"].map((path) =>
    resolveStateDirectory(workspace.at(path), { KODEX_HOME: "/k" }),
  ) as [string, string, string, string];
  expect(basename(one)).toMatch(/^my_app_-[0-9a-f]{16}$/);
  expect(two).not.toBe(one);
  expect(short).toBe(one);
  expect(basename(gone)).toMatch(/^gone-/);
});

test("is not made by asking for it", () => {
  const workspace = createWorkspace();
  resolveStateDirectory(workspace.path, { KODEX_HOME: workspace.at("home") });
  expect(existsSync(workspace.at("home"))).toBe(false);
});
