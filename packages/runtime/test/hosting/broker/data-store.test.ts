import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDataStore, toFileName } from "../../../src/hosting/broker/data-store.ts";
import type { PluginData } from "../../../src/plugin.ts";
import { createFakeWorkspace, type FakeWorkspace } from "../../../src/testing/fake-workspace.ts";
import { toRejection } from "../admitted.ts";

let workspace: FakeWorkspace;
let folder: string;
let data: PluginData;
let count = 0;

beforeAll(() => void (workspace = createFakeWorkspace()));
afterAll(() => workspace.remove());
beforeEach(() => {
  count += 1;
  folder = join(workspace.path, `store-${count}`);
  data = createDataStore(folder);
});

test("has nothing at first, and deletes nothing without complaint", async () => {
  expect(await data.get("a")).toBeUndefined();
  expect(await data.keys()).toEqual([]);
  await data.delete("a");
});

test("keeps values for another store at the same place", async () => {
  await data.set("a", { list: [1, null, "é"] });
  expect(await createDataStore(folder).get("a")).toEqual({ list: [1, null, "é"] });
  await data.delete("a");
  expect(await createDataStore(folder).get("a")).toBeUndefined();
});

test("keeps null apart from nothing", async () => {
  await data.set("a", null);
  expect([await data.get("a"), await data.get("b")]).toEqual([null, undefined]);
});

test("keeps keys apart that a file system would not: case, Unicode forms, the empty one, paths, device names", async () => {
  const keys = ["", "a", "A", "é", "e\u0301", ".", "..", "../a", "a/b", "a\\b", "CON", "a.json", "%61", "=", "*?<>|", "__proto__", "\0"];
  for (const key of keys) await data.set(key, key);
  expect(await data.keys()).toEqual([...keys].sort());
  for (const key of keys) expect(await data.get(key)).toBe(key);
  expect(new Set(readdirSync(folder).map((name) => name.normalize("NFC").toLowerCase())).size).toBe(keys.length);
  expect(readdirSync(workspace.path).filter((name) => !name.startsWith("store-"))).toEqual([]);
});

test("property: keys come back, and no two share a file, whatever its case", async () => {
  const key = fc.string({ unit: "binary", maxLength: 20 }).filter((text) => text.isWellFormed());
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 5 }), async (keys) => {
      const names = keys.map((text) => toFileName(text).toLowerCase());
      expect(new Set(names).size).toBe(keys.length);
      for (const name of names) expect(name).toMatch(/^=[a-z0-9%-]*\.json$/);
      const store = createDataStore(join(workspace.path, "property"));
      for (const text of keys) await store.set(text, text);
      expect(await store.keys()).toEqual(keys.toSorted());
      for (const text of keys) await store.delete(text);
    }),
    { numRuns: 40 },
  );
});

test("refuses keys that no file can be named after, by a rejection", async () => {
  expect((await toRejection(data.set("\ud800", 1))).message).toBe('the key "\\ud800" is not well-formed Unicode');
  expect((await toRejection(data.delete("\ud800"))).message).toBe('the key "\\ud800" is not well-formed Unicode');
  expect((await toRejection(data.get("k".repeat(241)))).message).toBe(`the key "${"k".repeat(40)}"… is too long to be a file's name`);
  await data.set("k".repeat(240), 1);
  expect(await data.get("k".repeat(240))).toBe(1);
});

test("refuses values that are not JSON or too large, and keeps the old one", async () => {
  await data.set("a", "old");
  expect((await toRejection(data.set("a", undefined))).message).toBe('the value of "a" is not JSON');
  expect((await toRejection(data.set("a", () => 1))).message).toBe('the value of "a" is not JSON');
  expect((await toRejection(data.set("a", 1n))).message).toMatch(/BigInt/);
  expect((await toRejection(data.set("a", "x".repeat(1024 * 1024)))).message).toBe(
    'the value of "a" is 1048578 characters long, and 1048576 is the most',
  );
  expect(await data.get("a")).toBe("old");
});

test("gives whole values to those who read while others write", async () => {
  const values = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
  await data.set("a", values[0]);
  const writes = values.map((value) => data.set("a", value));
  const reads = Array.from({ length: 40 }, () => data.get("a"));
  for (const value of await Promise.all(reads)) expect(values).toContain(value);
  await Promise.all(writes);
  expect(values).toContain(await data.get("a"));
  expect(readdirSync(folder)).toHaveLength(1);
});

test("leaves no draft behind when a value cannot be put in its place", async () => {
  mkdirSync(join(folder, toFileName("a")), { recursive: true });
  writeFileSync(join(folder, toFileName("a"), "inside"), "");
  expect((await toRejection(data.set("a", 1))).code).toMatch(/^E(?:ISDIR|NOTEMPTY|EXIST|PERM)$/);
  expect(readdirSync(folder)).toEqual([toFileName("a")]);
});

test("says so when a file of its own does not hold JSON, and passes over files of others", async () => {
  await data.set("a", 1);
  for (const name of [toFileName("b"), "notes.txt", ".draft", "=Upper.json"]) writeFileSync(join(folder, name), "{");
  expect(await toRejection(data.get("b"))).toBeInstanceOf(SyntaxError);
  expect(await data.keys()).toEqual(["a", "b"]);
});
