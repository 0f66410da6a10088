import fc from "fast-check";
import { expect, test } from "vitest";
import { createSchemaCompiler } from "../../src/schemas/schema-compiler.ts";

type Schema = Readonly<Record<string, unknown>>;

const schemas = createSchemaCompiler();

async function check(schema: Schema | boolean, value: unknown): Promise<readonly string[]> {
  return (await schemas.compile(schema))(value);
}

/** Code and message of the refusal. */
async function refusalOf(schema: unknown): Promise<string> {
  const error: unknown = await schemas.compile(schema as Schema).catch((refusal: unknown) => refusal);
  const { code, message } = error as { code: string; message: string };
  return `${code}: ${message}`;
}

test("says nothing of a value that fits, and a sentence for each fault of one that does not", async () => {
  const schema = { type: "object", required: ["a"], properties: { b: { type: "integer" } }, additionalProperties: false };
  expect(await check(schema, { a: 1 })).toEqual(['the value must NOT have additional properties ("a")']);
  expect(await check(schema, { b: "x", c: 1 })).toEqual([
    "the value must have required property 'a'",
    'the value must NOT have additional properties ("c")',
    "/b must be integer",
  ]);
  expect(await check({ type: "string" }, "text")).toEqual([]);
});

test("compiles the booleans, of which one accepts everything and one nothing", async () => {
  expect(await check(true, undefined)).toEqual([]);
  expect(await check(false, {})).toEqual(["no value is accepted"]);
});

test("compiles a schema once, and a refused one too", async () => {
  const good = { type: "string" };
  const bad = { type: "txt" };
  expect(await schemas.compile(good)).toBe(await schemas.compile(good));
  expect(await refusalOf(bad)).toBe(await refusalOf(bad));
});

test("knows draft 2020-12, also when the schema names it", async () => {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    prefixItems: [{ type: "string" }],
    items: false,
    unevaluatedProperties: false,
    dependentRequired: { a: ["b"] },
  };
  expect(await check(schema, ["a", 1])).toEqual(["the value must NOT have more than 1 items"]);
});

test("gives at most twenty sentences, and says how many more there are", async () => {
  const sentences = await check(
    { items: { type: "string" } },
    Array.from({ length: 1000 }, () => 1),
  );
  expect([sentences.length, sentences[0], sentences.at(-1)]).toEqual([21, "/0 must be string", "980 more"]);
});

test.each([
  [{ type: "txt" }, /^SCHEMA_REFUSED: a JSON Schema was refused: \/type must be equal to one of the allowed values/],
  [{ properties: [] }, /^SCHEMA_REFUSED: .*\/properties must be object/],
  [
    { $schema: "http://json-schema.org/draft-07/schema#" },
    /its "\$schema" is "http:\/\/json-schema\.org\/draft-07\/schema#", where "https:\/\/json-schema\.org\/draft\/2020-12\/schema" is expected/,
  ],
  [null, /it is neither an object nor a boolean/],
  [[], /it is neither an object nor a boolean/],
  ["string", /it is neither an object nor a boolean/],
])("refuses %j, which is no schema", async (schema, refusal) => {
  expect(await refusalOf(schema)).toMatch(refusal);
});

test.each([
  "https://acme.dev/schema.json",
  "file:///etc/passwd",
  "other.json",
  "https://json-schema.org/draft/2020-12/schema",
  "#/$defs/gone",
])("refuses a reference to %s, which is not in the schema", async ($ref) => {
  expect(await refusalOf({ $ref })).toBe(`SCHEMA_REFUSED: a JSON Schema was refused: can't resolve reference ${$ref} from id #`);
});

test("keeps the schemas of plugins apart, also when they have the same id", async () => {
  const $id = "https://acme.dev/schema.json";
  expect(await check({ $id, type: "string" }, "text")).toEqual([]);
  expect(await check({ $id, type: "number" }, "text")).toEqual(["the value must be number"]);
  expect(await refusalOf({ $ref: $id })).toMatch(/can't resolve reference/);
});

test.each([["(?=a)b"], ["(?!a)b"], ["(?<=a)b"], ["(a)\\1"], ["(((a{30}){30}){30}){30}"], ["("]])(
  "refuses the pattern %s, which RE2 cannot express",
  async (pattern) => {
    expect(await refusalOf({ pattern })).toMatch(/^SCHEMA_REFUSED: a JSON Schema was refused: error parsing regexp: /);
    expect(await refusalOf({ patternProperties: { [pattern]: true } })).toMatch(/^SCHEMA_REFUSED: /);
  },
);

test("runs a pattern that would backtrack for ever, in linear time", async () => {
  const text = `${"a".repeat(50_000)}!`;
  expect(await check({ pattern: "^(a+)+$" }, text)).toEqual(['the value must match pattern "^(a+)+$"']);
  expect(await check({ patternProperties: { "^(a|a)*$": false } }, { [text]: 1 })).toEqual([]);
  expect(await check({ propertyNames: { pattern: "^(a|aa)+$" } }, { [text]: 1 })).toHaveLength(2);
});

test("property: patterns mean what they mean in JavaScript, as far as both know them", async () => {
  const part = fc.constantFrom("a", "b", "ab", ".", "[ab]", "[^a]", "a*", "(a|b)+", "a{1,2}", "\\d", "\\w?", "^", "$");
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.stringMatching(/^[ab1 ]{0,6}$/), async (parts, text) => {
      const pattern = parts.join("").replace(/[\^$](?=.)/g, "");
      expect((await check({ pattern }, text)).length === 0).toBe(new RegExp(pattern, "u").test(text));
    }),
    { numRuns: 60 },
  );
});

test("never answers with a promise, which would be neither yes nor no", async () => {
  expect(await refusalOf({ $async: true, type: "string" })).toBe(
    'SCHEMA_REFUSED: a JSON Schema was refused: it has "$async", which only the host\'s own schemas may have',
  );
  expect(await refusalOf({ $defs: { a: { $async: true } }, $ref: "#/$defs/a" })).toMatch(/^SCHEMA_REFUSED: .*"\$async"/);
});

test("does not accept a value that it cannot check: a schema that leads to itself", async () => {
  expect(await check({ $ref: "#" }, 1)).toEqual(["the value cannot be checked: Maximum call stack size exceeded"]);
});

/** References that double at each step: 2 to the power of 60 checks of one value. */
function doubling(): Schema {
  const $defs: Record<string, unknown> = { d60: { type: ["string", "number"] } };
  for (let place = 0; place < 60; place += 1) {
    const next = { $ref: `#/$defs/d${place + 1}` };
    $defs[`d${place}`] = { allOf: [next, next] };
  }
  return { $defs, $ref: "#/$defs/d0" };
}

test("gives up a check that a small schema makes arbitrarily long", async () => {
  const hurried = createSchemaCompiler(200);
  const verdict = (await hurried.compile(doubling()))("x");
  expect(verdict).toEqual(["the value cannot be checked: it takes longer than 200 ms"]);
  const nested = { $defs: { n: { items: { allOf: [{ $ref: "#/$defs/n" }, { $ref: "#/$defs/n" }] } } }, $ref: "#/$defs/n" };
  const value: unknown = JSON.parse(`${"[".repeat(60)}${"]".repeat(60)}`);
  expect((await hurried.compile(nested))(value)).toEqual(["the value cannot be checked: it takes longer than 200 ms"]);
  expect((await hurried.compile({ uniqueItems: true }))([1, 2])).toEqual([]);
});

test("runs nothing that stands in a schema", async () => {
  const evil = '"]; process.exitCode = 3; //';
  const schema = {
    properties: { [evil]: { const: evil, description: "${process.exit(4)}" } },
    required: [evil],
    $comment: "*/ process.exit(5)",
  };
  expect(await check(schema, { [evil]: evil })).toEqual([]);
  expect(process.exitCode).toBeUndefined();
});

test("does not reach a prototype, whatever the value is", async () => {
  const value: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
  await check({ type: "object", additionalProperties: { type: "object" } }, value);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
