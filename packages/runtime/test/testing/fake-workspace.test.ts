import { existsSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { expect, test } from "vitest";
import { createFakeWorkspace } from "@kodex/runtime/testing";

test("holds the files that it is given and those that are written later, each in its folders", () => {
  const workspace = createFakeWorkspace({ "a.txt": "a", "deep/er/b.txt": "é" });
  const file = workspace.write("more/c.txt", "c");
  expect(file).toBe(join(workspace.path, "more/c.txt"));
  expect(["a.txt", "deep/er/b.txt", "more/c.txt"].map((path) => readFileSync(join(workspace.path, path), "utf8"))).toEqual(["a", "é", "c"]);
  workspace.remove();
});

test("lies at an absolute path without links, apart from every other", () => {
  const [one, two] = [createFakeWorkspace(), createFakeWorkspace()];
  expect([isAbsolute(one.path), realpathSync(one.path) === one.path, one.path === two.path]).toEqual([true, true, false]);
  for (const workspace of [one, two]) workspace.remove();
});

test("is removed with all that is in it, however often", () => {
  const workspace = createFakeWorkspace({ "a/b.txt": "" });
  workspace.remove();
  workspace.remove();
  expect(existsSync(workspace.path)).toBe(false);
});
