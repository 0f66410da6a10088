import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import fc from "fast-check";
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

test("is one per workspace, the same through a link, with the workspace's path for a name", () => {
  const workspace = createWorkspace({ "one/my app!/x": "", "two/my app!/x": "" });
  workspace.link("short", "one/my app!");
  const [one, two, short, gone] = ["one/my app!", "two/my app!", "short", "gone"].map((path) =>
    resolveStateDirectory(workspace.at(path), { KODEX_HOME: "/k" }),
  ) as [string, string, string, string];
  expect(basename(one)).toMatch(/^[^/]+\+one\+my%20app!$/);
  expect(two).not.toBe(one);
  expect(short).toBe(one);
  expect(basename(gone)).toMatch(/\+gone$/);
  expect(resolveStateDirectory("/not/there", { KODEX_HOME: "/k" })).toBe(join("/k", "workspaces", "+not+there"));
});

test("of a path that is too long for a name has the end of it and a digest", () => {
  const deep = `/not/there/${"deep/".repeat(40)}my app!`;
  const name = basename(resolveStateDirectory(deep, { KODEX_HOME: "/k" }));
  expect(name).toMatch(/^my_app_-[0-9a-f]{32}$/);
  expect(basename(resolveStateDirectory(`/and${deep}`, { KODEX_HOME: "/k" }))).not.toBe(name);
  expect(basename(resolveStateDirectory(`/${"x".repeat(300)}`, { KODEX_HOME: "/k" })).length).toBeLessThan(128);
});

test("property: two paths never have the same one", () => {
  const paths = fc
    .array(fc.stringMatching(/^[\w +%*.é-]{1,12}$/), { minLength: 1, maxLength: 30 })
    .map((parts) => `/none/${parts.join("/")}`);
  fc.assert(
    fc.property(paths, paths, (a, b) => {
      fc.pre(resolve(a) !== resolve(b));
      expect(resolveStateDirectory(a, { KODEX_HOME: "/k" })).not.toBe(resolveStateDirectory(b, { KODEX_HOME: "/k" }));
    }),
  );
});

test("is not made by asking for it", () => {
  const workspace = createWorkspace();
  resolveStateDirectory(workspace.path, { KODEX_HOME: workspace.at("home") });
  expect(existsSync(workspace.at("home"))).toBe(false);
});
