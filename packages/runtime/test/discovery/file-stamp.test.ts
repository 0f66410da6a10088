import { type Stats, statSync, utimesSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toFileStamp } from "../../src/discovery/file-stamp.ts";
import { createWorkspace } from "../workspace.ts";

const NOW = 1_700_000_000_000;

function stats(changes: Partial<Stats> = {}): Stats {
  return { dev: 1, ino: 2, size: 3, mtimeMs: NOW - 10_000, ctimeMs: NOW - 10_000, ...changes } as Stats;
}

test.each(["dev", "ino", "size", "mtimeMs", "ctimeMs"] as const)("changes with %s", (key) => {
  const changed = stats({ [key]: stats()[key] - 1 });
  expect(toFileStamp([changed], NOW)).not.toBe(toFileStamp([stats()], NOW));
});

test("tells a file that is not there from one that is, and the first from the second", () => {
  const stamps = [[stats()], [stats(), undefined], [undefined, stats()], [undefined], [stats(), stats()]].map((files) =>
    toFileStamp(files, NOW),
  );
  expect(new Set(stamps).size).toBe(stamps.length);
});

test("does not depend on the time once it is settled", () => {
  expect(toFileStamp([stats()], NOW + 1)).toBe(toFileStamp([stats()], NOW));
});

test.each([
  ["was changed within the last two seconds", { mtimeMs: NOW - 1999 }],
  ["was touched within the last two seconds, with an old time of change", { ctimeMs: NOW - 1999 }],
  ["was changed in the future", { mtimeMs: NOW + 86_400_000 }],
])("gives nothing for a file that %s", (_, changes) => {
  expect(toFileStamp([stats(changes)], NOW)).toBeUndefined();
  expect(toFileStamp([stats(), stats(changes)], NOW)).toBeUndefined();
});

test("gives something for a file that is exactly two seconds old", () => {
  expect(toFileStamp([stats({ mtimeMs: NOW - 2000 })], NOW)).toEqual(expect.any(String));
});

test("changes when a file of the same size is put in the place of another and given its time", () => {
  const workspace = createWorkspace({ "a.json": "one" });
  const file = workspace.at("a.json");
  const before = statSync(file);
  workspace.write("a.json", "two");
  utimesSync(file, before.atime, before.mtime);
  // The time of the last change of the inode cannot be set; it is moved on here, as an hour would do.
  const after = statSync(file);
  after.ctimeMs += 1;
  const later = after.ctimeMs + 10_000;
  expect(toFileStamp([after], later)).not.toBe(toFileStamp([before], later));
});

test("property: equal stamps mean equal files", () => {
  const field = fc.nat({ max: 3 });
  const file = fc.option(
    fc.record({ dev: field, ino: field, size: field, mtimeMs: field, ctimeMs: field }).map((values) => stats(values)),
    { nil: undefined },
  );
  const files = fc.array(file, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(files, files, (a, b) => {
      expect(toFileStamp(a, NOW) === toFileStamp(b, NOW)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
