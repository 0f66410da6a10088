import fc from "fast-check";
import { expect, test } from "vitest";
import { checkManifest, type Diagnostic, parseManifest, PluginValidationError, toManifest, VOCABULARY } from "../../src/index.ts";
import { validManifest } from "../valid-manifest.ts";

const errorsOf = (changes: Record<string, unknown>): Diagnostic[] =>
  checkManifest(validManifest(changes)).filter(({ severity }) => severity !== "info");
const text = (lines: string[]): string => lines.join("\n");

test("names plugin, hook, line, column and the likely name for an unknown hook", () => {
  const source = text([
    "{",
    '  "manifestVersion": 1,',
    '  "name": "lint",',
    '  "version": "0.4.1",',
    '  "main": "./index.js",',
    '  "hooks": {',
    '    "prompt.preproces": {}',
    "  }",
    "}",
  ]);
  expect(checkManifest(source, { file: "kodex.plugin.json" })).toEqual([
    {
      severity: "error",
      code: "HOOK_UNKNOWN",
      message: 'lint@0.4.1 declares hook "prompt.preproces", which does not exist',
      hint: 'Did you mean "prompt.preprocess"?',
      plugin: "lint@0.4.1",
      path: "/hooks/prompt.preproces",
      file: "kodex.plugin.json",
      line: 7,
      column: 5,
    },
  ]);
});

test("reports every problem at once, in the order of the document", () => {
  const source = text([
    "{",
    ' "manifestVersion": 1,',
    ' "name": "Lint!",',
    ' "version": "1.2",',
    ' "hoks": {},',
    ' "keywords": "a",',
    ' "hooks": { "tool.before": { "match": { "tol": "x" } } }',
    "}",
  ]);
  expect(checkManifest(source).map(({ code, line }) => `${line} ${code}`)).toEqual([
    "1 ENTRY_MISSING",
    "3 NAME_INVALID",
    "4 VERSION_INVALID",
    "5 SCHEMA_KEY_UNKNOWN",
    "6 SCHEMA_TYPE_WRONG",
    "7 MATCH_FIELD_UNKNOWN",
  ]);
});

test.each<[string, Record<string, unknown>, string, string]>([
  ["an unknown key", { hoks: {} }, "SCHEMA_KEY_UNKNOWN", 'lint@0.4.1 has the key "hoks", which does not exist'],
  ["a wrong type", { keywords: "a" }, "SCHEMA_TYPE_WRONG", "lint@0.4.1 has a text at /keywords, where a list is expected"],
  [
    "objects in a list of names",
    { capabilities: [{ name: "text.count" }] },
    "SCHEMA_TYPE_WRONG",
    "lint@0.4.1 has an object at /capabilities/0, where a name is expected",
  ],
  ["no branch of a union", { author: 3 }, "SCHEMA_TYPE_WRONG", "lint@0.4.1 has a number at /author, where a text or an object is expected"],
  [
    "a wrong literal",
    { activation: "later" },
    "SCHEMA_TYPE_WRONG",
    'lint@0.4.1 has "later" at /activation, where "lazy" or "eager" is expected',
  ],
  ["a key missing inside a union", { author: { email: "a@b" } }, "SCHEMA_KEY_MISSING", 'lint@0.4.1 at /author lacks the key "name"'],
  [
    "a number out of range",
    { hooks: { "turn.start": { timeoutMs: 0 } } },
    "SCHEMA_VALUE_INVALID",
    "lint@0.4.1 has 0 at /hooks/turn.start/timeoutMs, which must be >= 1",
  ],
  [
    "another manifest version",
    { manifestVersion: 2 },
    "MANIFEST_VERSION_UNSUPPORTED",
    "lint@0.4.1 has manifest version 2; this host reads version 1",
  ],
  ["no entry", { main: undefined }, "ENTRY_MISSING", 'lint@0.4.1 has neither "main" nor "command"'],
  ["two entries", { command: ["x"] }, "ENTRY_AMBIGUOUS", 'lint@0.4.1 has both "main" and "command"'],
  [
    "a module outside",
    { main: "../x.js" },
    "ENTRY_OUTSIDE",
    'lint@0.4.1 has its module at "../x.js", which is not a path inside its folder',
  ],
  ["an absolute module", { main: "/x.js" }, "ENTRY_OUTSIDE", 'lint@0.4.1 has its module at "/x.js", which is not a path inside its folder'],
  ["a bad version", { version: "v1.2" }, "VERSION_INVALID", '"v1.2" is not a SemVer version'],
  ["a bad engine range", { engines: { kodex: "one" } }, "RANGE_INVALID", '"one" is not a SemVer range'],
  ["a bad requirement", { requires: { plugins: { "git-context": "x.y.z.w" } } }, "RANGE_INVALID", '"x.y.z.w" is not a SemVer range'],
  [
    "a host-only hook",
    { hooks: ["plugin.admit"] },
    "HOOK_HOST_ONLY",
    'lint@0.4.1 declares hook "plugin.admit", which only the host may handle',
  ],
  [
    "a star inside a pattern",
    { hooks: { "tool.before": { match: { tool: "a*b" } } } },
    "MATCH_PATTERN_INVALID",
    'the pattern "a*b" has a star inside',
  ],
  [
    "a match on no payload field",
    { hooks: { "session.end": { match: { tool: "x" } } } },
    "MATCH_FIELD_UNKNOWN",
    'lint@0.4.1 names "tool", which is not a payload field of "session.end"',
  ],
  [
    "an event of another's name",
    { events: { "other:done": { kind: "observe" } } },
    "EVENT_NAME_INVALID",
    'lint@0.4.1 declares the event "other:done", whose name does not begin with "lint:"',
  ],
  [
    "a capability without a verb",
    { capabilities: ["format"] },
    "CAPABILITY_ID_INVALID",
    'lint@0.4.1 declares capability "format", which is not of the form "area.verb"',
  ],
  ["an unknown platform", { platforms: ["beos"] }, "PLATFORM_INVALID", '"beos" is not a platform'],
  [
    "a deadline in seconds",
    { hooks: { "tool.before": { timeoutMs: 5 } } },
    "TIMEOUT_SUSPICIOUS",
    'lint@0.4.1, hook "tool.before", has a deadline of 5 ms',
  ],
  ["a confusable name", { name: "git-contxt" }, "NAME_CONFUSABLE", '"git-contxt" is one edit away from "git-context"'],
])("gives exactly one finding for %s", (_, changes, code, message) => {
  expect(errorsOf(changes).map((diagnostic) => [diagnostic.code, diagnostic.message])).toEqual([[code, message]]);
});

test("offers the fix for a version that lacks a part", () => {
  expect(errorsOf({ version: "v1.2" })[0]?.hint).toBe('Write "1.2.0".');
});

test("knows the embedder's events, and checks their match fields", () => {
  const hooks = { "index.done": { ...(VOCABULARY["turn.start"] as object), fields: ["path"] } as never };
  expect(
    checkManifest(validManifest({ hooks: { "index.done": { match: { path: "*.ts" } } } }), { hooks }).filter(
      ({ severity }) => severity === "error",
    ),
  ).toEqual([]);
  expect(checkManifest(validManifest({ hooks: ["index.done"] })).map(({ code }) => code)).toContain("HOOK_UNKNOWN");
});

test("lets a plugin hook its own and another plugin's events", () => {
  expect(errorsOf({ events: { "lint:done": { kind: "observe" } }, hooks: ["lint:done", "acme:indexed"] })).toEqual([]);
});

test("keeps the keys of other tools and refuses the rest", () => {
  expect(parseManifest(validManifest({ "x-tool": { a: 1 } }))["x-tool"]).toEqual({ a: 1 });
});

test("takes from the defaults what the manifest leaves out", () => {
  const { name, version, ...rest } = validManifest();
  const manifest = parseManifest(rest, { defaults: { name, version, license: "MIT" } });
  expect([manifest.name, manifest.version, manifest.license]).toEqual(["lint", "0.4.1", "MIT"]);
});

test("wants no entry of a manifest that stands in code", () => {
  expect(checkManifest(validManifest(), { embedded: true }).map(({ code }) => code)).toEqual(["ENTRY_NOT_ALLOWED"]);
  const { main: _, ...embedded } = validManifest();
  expect(parseManifest(embedded, { embedded: true }).main).toBeUndefined();
});

test("parseManifest throws one error that carries all findings", () => {
  const attempt = (): unknown => parseManifest(validManifest({ name: "A B", version: "1" }));
  expect(attempt).toThrow(PluginValidationError);
  try {
    attempt();
  } catch (error) {
    expect((error as PluginValidationError).diagnostics.map(({ code }) => code)).toEqual(["NAME_INVALID", "VERSION_INVALID"]);
    expect((error as PluginValidationError).code).toBe("NAME_INVALID");
  }
});

test.each([
  ["a list", "[]"],
  ["a text", '"x"'],
  ["null", "null"],
  ["nothing", ""],
  ["bytes", "\u0000\u0001"],
])("refuses %s in place of a manifest", (_, source) => {
  const { diagnostics, manifest } = toManifest(source);
  expect(manifest).toBeUndefined();
  expect(diagnostics[0]?.severity).toBe("error");
});

test("takes the manifest that the format's description shows", () => {
  const shown = validManifest({
    $schema: "https://unpkg.com/@kodex/manifest/schemas/plugin.v1.schema.json",
    name: "@acme/secret-redactor",
    displayName: "Secret redactor",
    author: { name: "Ada" },
    license: "MIT",
    keywords: ["security"],
    engines: { kodex: "^1.0.0" },
    activation: "lazy",
    hooks: {
      "prompt.preprocess": { priority: 10, after: ["git-context"], before: [], timeoutMs: 2000, onError: "closed", fields: ["text"] },
      "tool.before": { match: { tool: ["write_file", "edit_*"] } },
    },
    capabilities: {
      "code.format": {
        version: "1.1.0",
        description: "Formats source code",
        input: { type: "object" },
        output: { type: "object" },
        tags: ["typescript"],
        examples: ["format this file"],
        priority: 1,
        idempotent: true,
        cases: [{ name: "empty", input: {}, output: {} }],
      },
    },
    events: { "@acme/secret-redactor:found": { kind: "observe", payload: { type: "object" } } },
    requires: {
      plugins: { "git-context": "^1.0.0" },
      capabilities: { "vcs.diff": "^1" },
      optional: { plugins: { lint: "*" } },
    },
    platforms: ["linux", "darwin-arm64"],
    budgets: { "tool.before": { p95Ms: 5 } },
    config: { type: "object" },
  });
  expect(checkManifest(shown)).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["of the object that has it", { hooks: { "tool.before": { timeout: 5 } } }, 'Did you mean "timeoutMs"?'],
  ["and of no other", { fields: ["text"] }, 'Remove "fields", or let it begin with "x-".'],
  ["in a list", { permissions: { exec: [{ bin: "git", arg: [] }] } }, 'Did you mean "args"?'],
  ["in an optional part", { permissions: { optional: { nett: [] } } }, 'Did you mean "net"?'],
])("offers a key %s", (_, changes, hint) => {
  expect(errorsOf(changes).map((diagnostic) => [diagnostic.code, diagnostic.hint])).toEqual([["SCHEMA_KEY_UNKNOWN", hint]]);
});

test("offers objects by name where they stand in a list of names", () => {
  expect(errorsOf({ hooks: [{ name: "turn.start" }] }).map(({ hint }) => hint)).toEqual([
    'Write "hooks" as an object of these, by their names.',
  ]);
});

test.each([
  ["Lint", 'Write "lint".'],
  ["my_lint", 'Write "my-lint".'],
  ["a--b", 'Write "a-b".'],
  ["a".repeat(65), 'Write a name such as "hello-world".'],
  ["@acme", 'Write a name such as "hello-world".'],
  ["@a/b/c", 'Write a name such as "hello-world".'],
  ["\u0430cme", 'Write "cme".'],
])("refuses the name %s", (name, hint) => {
  expect(errorsOf({ name }).map((diagnostic) => [diagnostic.code, diagnostic.message, diagnostic.hint])).toEqual([
    ["NAME_INVALID", `"${name}" is not a plugin name: lower-case letters, digits and single hyphens, at most 64 a segment`, hint],
  ]);
});

test.each([
  ["a letter more", "lintt", ["lint"], "lint"],
  ["two neighbours swapped", "comand-gaurd", ["command-guard"], undefined],
  ["two letters swapped", "ilnt", ["lint"], "lint"],
  ["the same name", "lint", ["lint"], undefined],
  ["names that are all alike", "abc", ["abd"], undefined],
  ["the known name of another", "secret-redacter", [], "secret-redactor"],
])("flags a name one edit away from an installed or well-known one: %s", (_, name, knownNames, twin) => {
  expect(checkManifest(validManifest({ name }), { knownNames }).map(({ message, severity }) => `${severity}: ${message}`)).toEqual(
    twin === undefined ? [] : [`warning: "${name}" is one edit away from "${twin}"`],
  );
});

test("property: no value that code can make makes the check throw", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true, withSparseArray: true }), (input) => {
      expect(Array.isArray(checkManifest(input))).toBe(true);
      expect(Array.isArray(checkManifest(validManifest({ hooks: input, permissions: input, author: input })))).toBe(true);
    }),
  );
});

test("property: never throws, and gives a manifest exactly when nothing is an error", () => {
  const mutated = fc.tuple(
    fc.constantFrom(
      "name",
      "version",
      "hooks",
      "capabilities",
      "requires",
      "permissions",
      "author",
      "events",
      "config",
      "engines",
      "command",
      "budgets",
    ),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.string(),
        mutated.map(([key, value]) => validManifest({ [key]: value })),
      ),
      (input) => {
        const { diagnostics, manifest } = toManifest(input);
        expect(manifest === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
      },
    ),
    { numRuns: 500 },
  );
});
