import { toManifest } from "@kodex/manifest";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type IndexEntry, parseIndexBody, toIndexBody } from "../../src/discovery/index-body.ts";
import { manifest } from "../workspace.ts";

function read(name: string, changes: Readonly<Record<string, unknown>>): IndexEntry {
  const { diagnostics, manifest: value } = toManifest(manifest(name, changes));
  if (value === undefined) throw new TypeError(JSON.stringify(diagnostics));
  return { manifest: value, diagnostics, stamp: `stamp of ${name}` };
}

const changes = fc.record(
  {
    description: fc.string(),
    keywords: fc.array(fc.stringMatching(/^[a-z]{1,5}$/)),
    hooks: fc.constantFrom(["tool.before"], { "prompt.preprocess": { priority: 5 } }),
    capabilities: fc.constant({ "code.format": { input: { type: "object" } } }),
    permissions: fc.constantFrom({}, { net: ["acme.dev"] }),
    "x-other": fc.constantFrom(null, 0, "text", [{ a: [] }], { b: 1, a: { c: [true] } }),
  },
  { requiredKeys: [] },
);
const entries = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 6 })
  .chain((names) => fc.tuple(...names.map((name) => changes.map((values) => [`/${name}`, read(name, values)] as const))))
  .map((pairs) => new Map(pairs));

test("property: parsing undoes writing, down to the order of keys", () => {
  fc.assert(
    fc.property(entries, (written) => {
      const parsed = parseIndexBody(toIndexBody(written));
      expect(parsed).toEqual(written);
      expect(JSON.stringify([...parsed].map(([, entry]) => entry.manifest))).toBe(
        JSON.stringify([...written].map(([, entry]) => entry.manifest)),
      );
    }),
    { numRuns: 60 },
  );
});

test("property: everything that is parsed is frozen, so that what manifests share cannot be changed through one", () => {
  fc.assert(
    fc.property(entries, (written) => {
      for (const { diagnostics, manifest: value } of parseIndexBody(toIndexBody(written)).values()) {
        const seek = (part: unknown): boolean =>
          typeof part !== "object" || part === null || (Object.isFrozen(part) && Object.values(part).every(seek));
        expect(seek(value) && seek(diagnostics)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test("writes what manifests have in common once", () => {
  const many = new Map(Array.from({ length: 100 }, (_, place) => [`/${place}`, read(`plugin-${place}`, { description: "the same" })]));
  const text = toIndexBody(many);
  expect(text.split("the same")).toHaveLength(2);
  const [a, b] = [...parseIndexBody(text).values()];
  expect(a?.manifest.permissions).toBe(b?.manifest.permissions);
});

test.each(["", "{", "null", "[]", "{}", '{"values":1,"shapes":[],"rows":[]}', '{"values":[],"shapes":[],"rows":[["/a","1",0,7]]}'])(
  "refuses %j, which is no body",
  (text) => {
    expect(() => parseIndexBody(text)).toThrow();
  },
);
