import { expect, test } from "vitest";
import { checkManifest } from "../../src/index.ts";
import { validManifest } from "../valid-manifest.ts";

const problemsOf = (changes: Record<string, unknown>): (readonly [string, string | undefined])[] =>
  checkManifest(validManifest(changes))
    .filter(({ code }) => code === "PLUGIN_SCHEMA_INVALID")
    .map(({ hint, message }) => [message, hint]);
const inConfig = (schema: object): (readonly [string, string | undefined])[] => problemsOf({ config: schema });

test.each<[string, string, string]>([
  ["a look-ahead", "a(?=b)", "which looks around"],
  ["a negative look-behind", "(?<!a)b", "which looks around"],
  ["a back reference", "(a)\\1", "which refers back to a group"],
  ["a named back reference", "(?<n>a)\\k<n>", "which refers back to a group"],
])("refuses a pattern with %s", (_, pattern, problem) => {
  expect(inConfig({ properties: { a: { pattern } } })).toEqual([
    [
      `lint@0.4.1 has a JSON Schema at /config/properties/a/pattern that has the pattern "${pattern}", ${problem}`,
      "Rewrite /config/properties/a/pattern.",
    ],
  ]);
});

test.each(["(?<year>\\d{4})-(?:a|b)", "[(?=]+", "\\(\\?=", "[\\]\\1]", "(a+)+$"])(
  "takes the pattern %s, which runs in linear time",
  (pattern) => {
    expect(inConfig({ properties: { a: { pattern } }, patternProperties: { [pattern]: true } })).toEqual([]);
  },
);

test("refuses a reference that leaves the schema, wherever a schema stands", () => {
  const schema = { allOf: [{ items: { $ref: "https://acme.dev/a.json" } }, { $ref: "#/$defs/a" }], $defs: { a: { $dynamicRef: "other" } } };
  expect(
    problemsOf({
      capabilities: { "a.b": { input: schema, output: true } },
      events: { "lint:a": { kind: "observe", result: { $ref: "x" } } },
    }),
  ).toEqual([
    [
      'lint@0.4.1 has a JSON Schema at /capabilities/a.b/input/$defs/a/$dynamicRef that refers to "other", which lies outside of it',
      'Copy what /capabilities/a.b/input/$defs/a/$dynamicRef refers to into "$defs".',
    ],
    [
      'lint@0.4.1 has a JSON Schema at /capabilities/a.b/input/allOf/0/items/$ref that refers to "https://acme.dev/a.json", which lies outside of it',
      'Copy what /capabilities/a.b/input/allOf/0/items/$ref refers to into "$defs".',
    ],
    [
      'lint@0.4.1 has a JSON Schema at /events/lint:a/result/$ref that refers to "x", which lies outside of it',
      'Copy what /events/lint:a/result/$ref refers to into "$defs".',
    ],
  ]);
});

test("takes a keyword for one only where a schema stands", () => {
  expect(
    inConfig({ const: { $ref: "x", pattern: "(?=a)" }, properties: { pattern: { default: { pattern: "(" } } }, required: ["$ref"] }),
  ).toEqual([]);
});

test("refuses a schema that is too long", () => {
  expect(inConfig({ description: "x".repeat(262_144) })).toEqual([
    ["lint@0.4.1 has a JSON Schema at /config that has 262162 characters, where 262144 are allowed", "Shorten /config."],
  ]);
});

test("refuses settings that are no object", () => {
  expect(inConfig({ type: "string" })).toEqual([
    ['lint@0.4.1 has a JSON Schema at /config that has the type "string", where "object" is expected', 'Write "object" for "type".'],
  ]);
});
