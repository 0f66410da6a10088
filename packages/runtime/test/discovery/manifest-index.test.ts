import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { toManifest } from "@kodex/manifest";
import { expect, test } from "vitest";
import { type IndexedManifest } from "../../src/discovery/index-body.ts";
import { type ManifestIndex, openManifestIndex } from "../../src/discovery/manifest-index.ts";
import { createWorkspace, manifest } from "../workspace.ts";

const NO_HOOKS = { hooks: {} };

function read(name: string, changes?: Readonly<Record<string, unknown>>): IndexedManifest {
  const { diagnostics, manifest: value } = toManifest(manifest(name, changes));
  if (value === undefined) throw new TypeError("not valid");
  return { manifest: value, diagnostics };
}

/** An index in a workspace, with two manifests in it, saved. */
function createIndex(): { readonly file: string; readonly open: (hooks?: unknown) => ManifestIndex } {
  const file = createWorkspace().at("state/manifest-index");
  const open = (hooks: unknown = {}): ManifestIndex => openManifestIndex(file, { hooks });
  const index = open();
  index.set("/a", "1", read("a"));
  index.set("/b", "1", read("b"));
  expect(index.save()).toBeUndefined();
  return { file, open };
}

test("gives back what it was given, deeply frozen, in another run too", () => {
  const { open } = createIndex();
  const index = open();
  const known = index.get("/a", "1");
  expect(known).toMatchObject(read("a"));
  expect(Object.isFrozen(known?.manifest) && Object.isFrozen(known?.manifest.permissions.fs.read)).toBe(true);
  expect(index.dropped).toBeUndefined();
});

test("knows nothing of a file that it was not given, or whose stamp has changed", () => {
  const index = createIndex().open();
  expect([index.get("/c", "1"), index.get("/a", "2"), index.get("/a", "")]).toEqual([undefined, undefined, undefined]);
});

test("is empty, and complains of nothing, where there is no file yet", () => {
  const index = openManifestIndex(createWorkspace().at("state/manifest-index"), NO_HOOKS);
  expect([index.dropped, index.get("/a", "1")]).toEqual([undefined, undefined]);
});

test("is not written when nothing has changed", () => {
  const { file, open } = createIndex();
  const before = statSync(file, { bigint: true });
  const index = open();
  index.get("/a", "1");
  index.get("/b", "1");
  expect(index.save()).toBeUndefined();
  expect(statSync(file, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
});

test("drops what was not asked for in this run, since its file has vanished", () => {
  const { open } = createIndex();
  const second = open();
  second.get("/b", "1");
  expect(second.save()).toBeUndefined();
  const third = open();
  expect([third.get("/a", "1"), third.get("/b", "1")?.manifest.name]).toEqual([undefined, "b"]);
});

test("keeps the new manifest of a file that has changed", () => {
  const { open } = createIndex();
  const second = open();
  expect(second.get("/a", "2")).toBeUndefined();
  second.set("/a", "2", read("a", { version: "2.0.0" }));
  second.get("/b", "1");
  second.save();
  expect(open().get("/a", "2")?.manifest.version).toBe("2.0.0");
  expect(open().get("/a", "1")).toBeUndefined();
});

test("is dropped when it was made for other hooks", () => {
  const index = createIndex().open({ "acme:moment": { kinds: ["observe"] } });
  expect([index.dropped, index.get("/a", "1")]).toEqual(["it was made for another version or other hooks", undefined]);
});

test("is dropped, whatever is done to any byte of it or wherever it is cut off, and then made anew", () => {
  const { file, open } = createIndex();
  const sound = readFileSync(file);
  const places = [0, 10, 63, 64, 65, 100, 129, 130, 131, 400, sound.length - 2, sound.length - 1];
  for (const place of places) {
    const damaged = Buffer.from(sound);
    damaged[place] = (damaged[place] as number) ^ 1;
    for (const bytes of [damaged, sound.subarray(0, place)]) {
      writeFileSync(file, bytes);
      const index = open();
      expect([place, index.dropped === undefined, index.get("/a", "1")]).toEqual([place, false, undefined]);
    }
  }
  const index = open();
  expect(index.save()).toBeUndefined();
  expect(open().dropped).toBeUndefined();
});

test("is dropped with the reason when it is a folder, and says that it cannot be written", () => {
  const file = createWorkspace({ "manifest-index/x": "" }).at("manifest-index");
  const index = openManifestIndex(file, NO_HOOKS);
  expect(index.dropped).toMatch(/^EISDIR/);
  expect(index.save()).toMatch(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(readdirSync(dirname(file))).toEqual(["manifest-index"]);
});

test("says why it cannot be written where a file is in the place of its folder", () => {
  const workspace = createWorkspace({ state: "a file" });
  const index = openManifestIndex(workspace.at("state/manifest-index"), NO_HOOKS);
  index.set("/a", "1", read("a"));
  expect(index.save()).toMatch(/EEXIST|ENOTDIR/);
  expect(readdirSync(workspace.path)).toEqual(["state"]);
});

test("two runs that write at once leave one whole index, of the one that came last", () => {
  const { file, open } = createIndex();
  const [first, second] = [open(), open()];
  first.set("/first", "1", read("first"));
  second.set("/second", "1", read("second"));
  expect([first.save(), second.save()]).toEqual([undefined, undefined]);
  const index = open();
  expect([index.dropped, index.get("/first", "1"), index.get("/second", "1")?.manifest.name]).toEqual([undefined, undefined, "second"]);
  expect(readdirSync(dirname(file))).toEqual(["manifest-index"]);
});

test("leaves nothing behind but itself, also where a folder of its own has to be made", () => {
  const workspace = createWorkspace();
  mkdirSync(workspace.at("deep"));
  const file = join(workspace.path, "deep", "er", "manifest-index");
  const index = openManifestIndex(file, NO_HOOKS);
  index.set("/a", "1", read("a"));
  expect(index.save()).toBeUndefined();
  expect(readdirSync(dirname(file))).toEqual(["manifest-index"]);
});
