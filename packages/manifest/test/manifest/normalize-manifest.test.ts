import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkManifest, normalizeManifest, PluginValidationError, toCanonicalJson, VOCABULARY } from "../../src/index.ts";
import { validManifest } from "../valid-manifest.ts";

const normalize = (changes: Record<string, unknown>) => normalizeManifest(validManifest(changes));

test("fills every default", () => {
  expect(normalize({ hooks: { "prompt.context": {} }, capabilities: { "code.lint": {} } }).manifest).toEqual({
    manifestVersion: 1,
    name: "lint",
    version: "0.4.1",
    displayName: "lint",
    description: "",
    keywords: [],
    engines: { kodex: "^1.0.0" },
    main: "./index.js",
    activation: "lazy",
    platforms: [],
    hooks: { "prompt.context": { priority: 0, before: [], after: [], timeoutMs: 2000, onError: "open", match: {} } },
    capabilities: {
      "code.lint": {
        version: "0.4.1",
        description: "",
        input: true,
        output: true,
        tags: [],
        examples: [],
        priority: 0,
        idempotent: false,
        cases: [],
      },
    },
    events: {},
    requires: { plugins: {}, capabilities: {}, optional: { plugins: {}, capabilities: {} } },
    permissions: {
      fs: { read: [], write: [] },
      net: [],
      env: [],
      exec: [],
      secrets: [],
      hooks: {},
      optional: { fs: { read: [], write: [] }, net: [], env: [], exec: [], secrets: [] },
      reasons: {},
    },
    budgets: {},
  });
});

test.each([
  ["prompt.context", 2000, "open"],
  ["tool.permission", 5000, "closed"],
  ["prompt.preprocess", 5000, "closed"],
  ["model.request", 10_000, "open"],
  ["command.run", 10_000, "open"],
  ["turn.start", 10_000, "open"],
])("gives %s a deadline of %i ms and fails %s", (hook, timeoutMs, onError) => {
  expect(normalize({ hooks: [hook] }).manifest.hooks[hook]).toMatchObject({ timeoutMs, onError });
});

test("leaves the defaults of another plugin's event to whoever knows its kind", () => {
  const { manifest } = normalize({ hooks: { "acme:review": {}, "acme:indexed": { timeoutMs: 300, onError: "open" } } });
  expect(manifest.hooks).toEqual({
    "acme:indexed": { priority: 0, before: [], after: [], timeoutMs: 300, onError: "open", match: {} },
    "acme:review": { priority: 0, before: [], after: [], match: {} },
  });
  expect(normalizeManifest(manifest)).toEqual({ manifest, diagnostics: [] });
});

test("gives a handler of the plugin's own event the defaults of the kind that it declares", () => {
  const { manifest } = normalize({ hooks: { "lint:review": {} }, events: { "lint:review": { kind: "gate" } } });
  expect(manifest.hooks["lint:review"]).toMatchObject({ timeoutMs: 5000, onError: "closed" });
});

test("expands shorthands and says so", () => {
  const { diagnostics, manifest } = normalize({
    hooks: ["turn.start"],
    capabilities: ["code.format"],
    author: "Ada <ada@example.org> (https://example.org)",
    repository: "acme/lint",
  });
  expect(manifest.author).toEqual({ name: "Ada", email: "ada@example.org", url: "https://example.org" });
  expect(manifest.repository).toEqual({ type: "git", url: "https://github.com/acme/lint" });
  expect(manifest.capabilities["code.format"]).toMatchObject({ version: "0.4.1", input: true, output: true });
  expect(diagnostics.map(({ code, path, severity }) => `${severity} ${code} ${path}`)).toEqual([
    "info NORMALIZED /author",
    "info NORMALIZED /capabilities",
    "info NORMALIZED /hooks",
    "info NORMALIZED /repository",
  ]);
});

test("cleans a version with a leading v and says so", () => {
  const { diagnostics, manifest } = normalize({ version: "v1.2.0" });
  expect(manifest.version).toBe("1.2.0");
  expect(diagnostics).toMatchObject([{ severity: "info", code: "NORMALIZED", path: "/version", message: '"v1.2.0" was read as "1.2.0"' }]);
});

test("keeps build metadata", () => {
  expect(normalize({ version: "1.2.0-rc.1+build.5" }).manifest.version).toBe("1.2.0-rc.1+build.5");
});

test("refuses a version that would have to be guessed", () => {
  expect(() => normalize({ version: "v1.2" })).toThrow(PluginValidationError);
});

test("trims, removes duplicates and sorts", () => {
  const { manifest } = normalize({
    description: "  Lints.  ",
    keywords: ["b", "a", "b"],
    hooks: { "tool.before": { match: { tool: ["write", "edit", "write"] } } },
  });
  expect([manifest.description, manifest.keywords, manifest.hooks["tool.before"]?.match["tool"]]).toEqual([
    "Lints.",
    ["a", "b"],
    ["edit", "write"],
  ]);
});

test("gives its own result back unchanged and without a remark", () => {
  const once = normalize({
    hooks: ["tool.before"],
    author: "Ada",
    version: "v1.0.0",
    permissions: { net: ["API.acme.dev"], exec: [{ bin: "git", args: ["log", "**"] }] },
  });
  const twice = normalizeManifest(once.manifest);
  expect(twice.manifest).toEqual(once.manifest);
  expect(twice.diagnostics).toEqual([]);
});

test("freezes its result deeply and leaves its input alone", () => {
  const input = validManifest({ config: { type: "object", properties: { a: { type: "string" } } } });
  const { manifest } = normalizeManifest(input);
  expect(
    Object.isFrozen(manifest) && Object.isFrozen(manifest.config?.["properties"]) && Object.isFrozen(manifest.permissions.fs.read),
  ).toBe(true);
  expect(Object.isFrozen(input) || Object.isFrozen(input.config)).toBe(false);
});

const manifests = fc.record(
  {
    manifestVersion: fc.constant(1),
    name: fc.constantFrom("lint", "@acme/lint"),
    version: fc.constantFrom("1.0.0", "v2.3.4", " 1.0.0-rc.1"),
    main: fc.constantFrom("./a.js", " ./b.js "),
    keywords: fc.array(fc.constantFrom("a", "b", "c")),
    author: fc.oneof(fc.constant("Ada <a@b.c>"), fc.record({ name: fc.constant("Ada") })),
    hooks: fc.oneof(
      fc.subarray(Object.keys(VOCABULARY).filter((hook) => hook !== "plugin.admit")),
      fc.dictionary(
        fc.constantFrom("tool.before", "turn.start", "acme:review"),
        fc.record({ priority: fc.integer({ min: -9, max: 9 }), before: fc.array(fc.constantFrom("x", "y")) }, { requiredKeys: [] }),
      ),
    ),
    capabilities: fc.dictionary(
      fc.constantFrom("a.b", "c.d"),
      fc.record({ tags: fc.array(fc.constantFrom("p", "q")), input: fc.boolean() }, { requiredKeys: [] }),
    ),
    permissions: fc.record(
      { net: fc.array(fc.constantFrom("a.dev", "B.dev:80")), env: fc.array(fc.constantFrom("A", "B")) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["manifestVersion", "name", "version", "main"] },
);

test("the defaults of manifest version 1 never change, since digests are made over them", () => {
  const { manifest } = normalize({ hooks: Object.keys(VOCABULARY).filter((hook) => hook !== "plugin.admit"), capabilities: ["code.lint"] });
  expect(createHash("sha256").update(toCanonicalJson(manifest)).digest("hex")).toBe(
    "8affa59a8539a69b12ef036003d65da8d6268fe360c2290db2674545bf561b91",
  );
});

test("says that the source is kept with git where nobody said otherwise", () => {
  expect(normalize({ repository: { url: "https://acme.dev/lint" } }).manifest.repository).toEqual({
    type: "git",
    url: "https://acme.dev/lint",
  });
});

test.each([
  ["Ada", { name: "Ada" }],
  [" Ada Lovelace  <a@b.c>", { name: "Ada Lovelace", email: "a@b.c" }],
  ["Ada (https://b.c)", { name: "Ada", url: "https://b.c" }],
  ["<a@b.c>", { name: "a@b.c", email: "a@b.c" }],
  ["< > ( )", { name: "< > ( )" }],
])("reads the author %j", (author, person) => {
  expect(normalize({ author }).manifest.author).toEqual(person);
});

test.each(["author", "repository", "main"])("refuses a blank %s", (key) => {
  expect(checkManifest(validManifest({ [key]: "  " })).map(({ code, message }) => [code, message])).toContainEqual([
    "SCHEMA_VALUE_INVALID",
    `lint@0.4.1 has "" at /${key}, which must not be empty`,
  ]);
});

test("keeps the keys of other tools wherever an object of the manifest has them", () => {
  const foreign = { "x-tool": { b: 1, a: [2] } };
  const { diagnostics, manifest } = normalize({
    ...foreign,
    author: { name: "Ada", ...foreign },
    engines: foreign,
    hooks: { "turn.start": foreign },
    capabilities: { "a.b": foreign },
    events: { "lint:done": { kind: "observe", ...foreign } },
    requires: { ...foreign, optional: foreign },
    permissions: {
      ...foreign,
      fs: foreign,
      exec: [{ bin: "git", ...foreign }],
      model: { classes: ["small"], ...foreign },
      secrets: [{ name: "T", hosts: ["a.dev:443"], as: "header:x", ...foreign }],
      hooks: { "turn.start": { fields: [], ...foreign } },
      optional: foreign,
    },
    budgets: { "turn.start": { p95Ms: 5, ...foreign } },
  });
  expect(diagnostics).toEqual([]);
  expect(JSON.stringify(manifest).split('"x-tool":{"a":[2],"b":1}')).toHaveLength(16 + 1);
});

test("property: normalizing twice is normalizing once", () => {
  fc.assert(
    fc.property(manifests, (input) => {
      const once = normalizeManifest(input).manifest;
      expect(normalizeManifest(once)).toEqual({ manifest: once, diagnostics: [] });
    }),
  );
});

test("property: the order of keys and of sets does not matter", () => {
  const shuffle = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, shuffle(inner)]),
    );
  };
  fc.assert(
    fc.property(manifests, (input) => {
      expect(JSON.stringify(normalizeManifest(shuffle(input)).manifest)).toBe(JSON.stringify(normalizeManifest(input).manifest));
    }),
  );
});

test("property: the canonical form is a fixed point of parsing", () => {
  fc.assert(
    fc.property(manifests, (input) => {
      const { manifest } = normalizeManifest(input);
      expect(toCanonicalJson(normalizeManifest(toCanonicalJson(manifest)).manifest)).toBe(toCanonicalJson(manifest));
    }),
  );
});

test("property: normalizing is pure: the same input gives the same answer and stays as it was", () => {
  fc.assert(
    fc.property(manifests, (input) => {
      const before = structuredClone(input);
      const [first, second] = [normalizeManifest(input), normalizeManifest(input)];
      expect(second).toEqual(first);
      expect(input).toEqual(before);
    }),
  );
});

test("property: the result is frozen all the way down", () => {
  const isDeeplyFrozen = (value: unknown): boolean =>
    typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));
  fc.assert(fc.property(manifests, (input) => isDeeplyFrozen(normalizeManifest(input).manifest)));
});

test("property: whatever differs from the document in a text, a version or a set is reported", () => {
  fc.assert(
    fc.property(manifests, (input) => {
      const { diagnostics, manifest } = normalizeManifest(input);
      const reported = new Set(diagnostics.map(({ path }) => path));
      expect(reported.has("/version")).toBe(input.version !== manifest.version);
      expect(reported.has("/main")).toBe(input.main !== manifest.main);
      expect(reported.has("/keywords")).toBe((input.keywords ?? []).length !== manifest.keywords.length);
      expect(reported.has("/author")).toBe(typeof input.author === "string");
    }),
  );
});
