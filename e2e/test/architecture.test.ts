import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listPackages, readPackageJson, ROOT } from "../support/workspace.ts";

const page = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");

test("names every package and every dependency that a package brings", () => {
  const manifests = listPackages().map((folder) => readPackageJson(join(ROOT, folder)));
  const names = new Set(manifests.flatMap(({ dependencies = {}, name }) => [name, ...Object.keys(dependencies)]));
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !page.includes(`| \`${name}\` `))).toEqual([]);
});

test("draws the folders of the runtime, and no others", () => {
  const [, tree = ""] = /```text\n(packages\/runtime\/src\/\n[^`]*)```/.exec(page) ?? [];
  const drawn = [...tree.matchAll(/[├└]─ ([\w-]+)\//g)].map(([, name]) => name);
  const there = readdirSync(join(ROOT, "packages/runtime/src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(new Set(drawn)).toEqual(new Set(there));
});
