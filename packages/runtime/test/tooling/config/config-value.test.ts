import type { KodexConfig } from "@kodex/manifest";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ConfigSheet, resolveConfigValues, toConfig } from "../../../src/tooling/config/config-value.ts";

/** What applies of some configurations, nearest first. */
function merge(...configs: readonly KodexConfig[]): KodexConfig {
  return toConfig(resolveConfigValues(configs.map((config, place) => ({ layer: "workspace", file: `/${place}.json`, config }))));
}

const plugin = fc.record(
  {
    enabled: fc.boolean(),
    grant: fc.oneof(fc.constant("declared" as const), fc.subarray(["env:HOME", "fs:read:src/**:workspace", "net:example.org:443"])),
    config: fc.dictionary(fc.constantFrom("a", "b"), fc.jsonValue(), { minKeys: 1 }),
    hooks: fc.dictionary(
      fc.constantFrom("tool.before", "turn.start"),
      fc.record({ enabled: fc.boolean(), onError: fc.constantFrom("open" as const, "closed" as const) }, { requiredKeys: ["enabled"] }),
      { minKeys: 1 },
    ),
  },
  { requiredKeys: ["enabled"] },
);
const config: fc.Arbitrary<KodexConfig> = fc.record(
  {
    strict: fc.boolean(),
    sources: fc.record({ packages: fc.boolean(), local: fc.uniqueArray(fc.constantFrom("/a", "/b", "/c"), { minLength: 1 }) }),
    plugins: fc.dictionary(fc.constantFrom("lint", "guard"), plugin, { minKeys: 1 }),
  },
  { requiredKeys: [] },
) as never;

describe("which file decides", () => {
  test("the nearest that sets the key", () => {
    const near: KodexConfig = { plugins: { lint: { config: { mode: "near" }, hooks: { "tool.before": { priority: 1 } } } } };
    const far: KodexConfig = {
      plugins: { lint: { config: { mode: "far", rules: ["x"] }, hooks: { "tool.before": { priority: 2, timeoutMs: 5 } } } },
    };
    expect(merge(near, far)).toEqual({
      plugins: { lint: { config: { mode: "near", rules: ["x"] }, hooks: { "tool.before": { priority: 1, timeoutMs: 5 } } } },
    });
  });

  test("a setting of a plugin's own is taken whole", () => {
    const near: KodexConfig = { plugins: { lint: { config: { limits: { a: 1 } } } } };
    const far: KodexConfig = { plugins: { lint: { config: { limits: { b: 2 } } } } };
    expect(merge(near, far)).toEqual(near);
  });

  test("what a grant allows is what all grants allow", () => {
    const grant = (value: "declared" | string[]): KodexConfig => ({ plugins: { lint: { grant: value } } });
    expect(merge(grant("declared"), grant(["env:HOME"]))).toEqual(grant(["env:HOME"]));
    expect(merge(grant(["env:HOME", "env:PATH"]), grant("declared"))).toEqual(grant(["env:HOME", "env:PATH"]));
    expect(merge(grant(["env:HOME", "env:PATH"]), grant(["env:PATH", "env:USER"]))).toEqual(grant(["env:PATH"]));
  });

  test("folders add up, the farthest first", () => {
    expect(merge({ sources: { local: ["/near", "/both"] } }, { sources: { local: ["/both", "/far"] } })).toEqual({
      sources: { local: ["/both", "/far", "/near"] },
    });
  });

  test("the name of a schema is no setting", () => {
    expect(merge({ $schema: "x", strict: true })).toEqual({ strict: true });
  });
});

test("every value knows its file, and what the others say", () => {
  const sheets: readonly ConfigSheet[] = [
    { layer: "workspace", file: "/w.json", config: { strict: false } },
    { layer: "organization", file: "/o.json", config: { strict: true } },
  ];
  expect(resolveConfigValues(sheets)).toEqual([
    {
      keys: ["strict"],
      layer: "organization",
      file: "/o.json",
      value: true,
      others: [{ layer: "workspace", file: "/w.json", value: false }],
    },
  ]);
});

describe("laws", () => {
  test("property: a single file means what it says", () => {
    fc.assert(
      fc.property(config, (only) => {
        expect(merge(only)).toEqual(only);
      }),
    );
  });

  test("property: no nearer file lifts what a farther one forbids", () => {
    fc.assert(
      fc.property(config, config, (near, far) => {
        const both = merge(near, far);
        if (far.strict === true) expect(both.strict).toBe(true);
        if (far.sources?.packages === false) expect(both.sources?.packages).toBe(false);
        for (const [name, own] of Object.entries(far.plugins ?? {})) {
          const now = both.plugins?.[name];
          if (own.enabled === false) expect(now?.enabled).toBe(false);
          if (Array.isArray(own.grant)) for (const atom of now?.grant ?? []) expect(own.grant).toContain(atom);
          for (const [hook, settings] of Object.entries(own.hooks ?? {})) {
            if (settings.enabled === false) expect(now?.hooks?.[hook]?.enabled).toBe(false);
            if (settings.onError === "closed") expect(now?.hooks?.[hook]?.onError).toBe("closed");
          }
        }
      }),
    );
  });

  test("property: a farther file never allows anything more, and the answer does not depend on the order of keys", () => {
    fc.assert(
      fc.property(config, config, (near, far) => {
        const [alone, both] = [merge(near), merge(near, far)];
        if (alone.strict === true) expect(both.strict).toBe(true);
        for (const [name, own] of Object.entries(alone.plugins ?? {})) {
          if (own.enabled === false) expect(both.plugins?.[name]?.enabled).toBe(false);
          if (Array.isArray(own.grant)) for (const atom of both.plugins?.[name]?.grant ?? []) expect(own.grant).toContain(atom);
        }
        expect(merge(reverseKeys(near), reverseKeys(far))).toEqual(both);
      }),
    );
  });

  test("property: it does not matter which of three files are put together first", () => {
    fc.assert(
      fc.property(config, config, config, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
    );
  });
});

/** The same value, with the keys of every object the other way round. */
function reverseKeys<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reverseKeys) as Value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reverseKeys(part as unknown)]),
  ) as Value;
}
