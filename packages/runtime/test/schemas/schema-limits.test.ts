import { expect, test } from "vitest";
import { assessSchema } from "../../src/schemas/schema-limits.ts";

function nested(levels: number): Readonly<Record<string, unknown>> {
  let schema: Record<string, unknown> = { type: "string" };
  for (let level = 1; level < levels; level += 1) schema = { items: schema };
  return schema;
}

test("accepts a schema within the limits", () => {
  expect(assessSchema({ type: "object", properties: { pattern: { type: "string" } }, default: null })).toMatchObject({ isCostly: true });
  expect(assessSchema({ type: "object", minProperties: 1 })).toEqual({ isCostly: false });
  expect(assessSchema(nested(64))).toEqual({ isCostly: false });
});

test("refuses more than 64 levels, also of a schema that contains itself", () => {
  expect(assessSchema(nested(65)).refusal).toBe("it is nested more than 64 levels deep");
  const circle: Record<string, unknown> = {};
  circle["items"] = circle;
  expect(assessSchema(circle).refusal).toBe("it is nested more than 64 levels deep");
});

test("refuses a text of more than 256 Ki characters", () => {
  const { length } = JSON.stringify({ description: "" });
  expect(assessSchema({ description: "x".repeat(256 * 1024 - length) }).refusal).toBeUndefined();
  expect(assessSchema({ description: "x".repeat(256 * 1024 - length + 1) }).refusal).toBe("it has 262145 characters, more than 262144");
});

test("refuses a pattern of more than 1 000 characters", () => {
  const long = "a".repeat(1001);
  const refusal = "it has a pattern of 1001 characters, more than 1000";
  expect(assessSchema({ properties: { a: { pattern: long } } }).refusal).toBe(refusal);
  expect(assessSchema({ patternProperties: { [long]: true } }).refusal).toBe(refusal);
  expect(assessSchema({ pattern: "a".repeat(1000) }).refusal).toBeUndefined();
});

test.each(["__proto__", "constructor", "prototype"])("refuses the key %s at any depth", (key) => {
  const schema = JSON.parse(`{"properties":{"a":{"${key}":{"type":"string"}}}}`) as Readonly<Record<string, unknown>>;
  expect(assessSchema(schema).refusal).toBe(`it has the key "${key}"`);
});

test.each([[() => true, "function"], [Symbol("a"), "symbol"], [1n, "bigint"]])("refuses what no JSON text could have brought", (value, type) => {
  expect(assessSchema({ const: value }).refusal).toBe(`it holds a ${type}, which is no JSON value`);
});

test.each(["$ref", "$dynamicRef", "uniqueItems", "pattern", "patternProperties"])("counts %s as costly, at any depth", (keyword) => {
  expect(assessSchema({ allOf: [{ [keyword]: "#" }] }).isCostly).toBe(true);
});
