import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPluginConfig } from "../../src/admission/plugin-config.ts";
import { createSchemaCompiler, type SchemaCompiler } from "../../src/schemas/schema-compiler.ts";

const SCHEMA = {
  type: "object",
  properties: { limit: { type: "integer", default: 5 }, mode: { enum: ["on", "off"] } },
  additionalProperties: false,
} as const;
const UNUSED: SchemaCompiler = { compile: () => Promise.reject(new Error("the compiler was asked")) };

test("accepts settings that fit, as they stand: defaults are not filled in", async () => {
  const config = { mode: "on" };
  expect(await checkPluginConfig(SCHEMA, config, createSchemaCompiler())).toEqual([]);
  expect(config).toEqual({ mode: "on" });
});

test("says everything that is wrong, a sentence each", async () => {
  expect(await checkPluginConfig(SCHEMA, { limit: "5", modus: 1 }, createSchemaCompiler())).toEqual([
    'the value must NOT have additional properties ("modus")',
    "/limit must be integer",
  ]);
});

test("refuses any setting of a plugin that has none", async () => {
  expect(await checkPluginConfig(undefined, { b: 1, a: 1 }, UNUSED)).toEqual(['it has no settings, and "a", "b" is set']);
  expect(await checkPluginConfig(undefined, {}, UNUSED)).toEqual([]);
});

test("says that the schema itself was refused", async () => {
  expect(await checkPluginConfig({ $ref: "https://acme.dev/schema.json" }, { a: 1 }, createSchemaCompiler())).toEqual([
    "a JSON Schema was refused: can't resolve reference https://acme.dev/schema.json from id #",
  ]);
});

test("does not load the compiler for a plugin of which nothing is set and nothing is demanded", async () => {
  expect(await checkPluginConfig({ ...SCHEMA, title: "Lint", required: [] }, {}, UNUSED)).toEqual([]);
});

test("demands a setting that the schema requires, also when nothing is set", async () => {
  expect(await checkPluginConfig({ ...SCHEMA, required: ["limit"] }, {}, createSchemaCompiler())).toEqual([
    "the value must have required property 'limit'",
  ]);
});

test("property: leaving the compiler out changes no answer", async () => {
  const keyword = fc.constantFrom<Record<string, unknown>>(
    { type: "object" },
    { type: ["object", "null"] },
    { type: "string" },
    { required: [] },
    { required: ["a"] },
    { properties: { a: { type: "string" } } },
    { additionalProperties: false },
    { minProperties: 1 },
    { maxProperties: 0 },
    { propertyNames: false },
    { not: {} },
    { const: {} },
    { enum: [1] },
    { anyOf: [false] },
    { allOf: [{ minProperties: 1 }] },
    { if: true, else: false },
    { dependentRequired: { a: ["b"] } },
    { unevaluatedProperties: false },
    { patternProperties: { "^a": false } },
    { $defs: { a: false }, $ref: "#/$defs/a" },
  );
  const schemas = createSchemaCompiler();
  await fc.assert(
    fc.asyncProperty(fc.array(keyword, { maxLength: 3 }), async (keywords) => {
      const schema = Object.assign({}, ...keywords) as Readonly<Record<string, unknown>>;
      expect(await checkPluginConfig(schema, {}, schemas)).toEqual((await schemas.compile(schema))({}));
    }),
    { numRuns: 60 },
  );
});
