import fc from "fast-check";
import { expect, test } from "vitest";
import { guardDuplicates } from "../../src/admission/duplicate-guard.ts";
import { createCheckedPlugin } from "../candidates.ts";

test("keeps the first plugin of each name, whatever the versions", () => {
  const [a1, b, a2, a3] = [
    createCheckedPlugin("a"),
    createCheckedPlugin("b"),
    createCheckedPlugin("a", { version: "2.0.0" }),
    createCheckedPlugin("a"),
  ];
  expect(guardDuplicates([a1, b, a2, a3])).toEqual({
    unique: [a1, b],
    duplicates: [
      { dropped: a2, kept: a1 },
      { dropped: a3, kept: a1 },
    ],
  });
});

test("property: every plugin is kept once or dropped once, and what is kept has names of its own, in the order it came", () => {
  const plugins = fc.array(
    fc.constantFrom("a", "b", "@a/b", "c").map((name) => createCheckedPlugin(name)),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(plugins, (found) => {
      const { duplicates, unique } = guardDuplicates(found);
      expect(new Set([...unique, ...duplicates.map(({ dropped }) => dropped)])).toEqual(new Set(found));
      expect(unique.length + duplicates.length).toBe(found.length);
      expect(new Set(unique.map(({ manifest }) => manifest.name)).size).toBe(unique.length);
      expect(unique).toEqual(found.filter((plugin) => unique.includes(plugin)));
      for (const { dropped, kept } of duplicates) expect(found.indexOf(kept)).toBeLessThan(found.indexOf(dropped));
    }),
    { numRuns: 50 },
  );
});
