import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonProblem, toFrozenJson } from "../../src/hooks/json-value.ts";

const loop: Record<string, unknown> = {};
loop["self"] = { loop };

test.each([
  ["a function", () => 1, "it is a function, and not JSON"],
  ["undefined", undefined, "it is undefined, and not JSON"],
  ["a symbol", { a: Symbol("s") }, "/a is a symbol, and not JSON"],
  ["a bigint", { a: [0, 1n] }, "/a/1 is a bigint, and not JSON"],
  ["a number that is none", { a: Number.NaN }, "/a is NaN, and not JSON"],
  ["an endless number", [Infinity], "/0 is Infinity, and not JSON"],
  ["a hole in a list", [undefined], "/0 is undefined, and not JSON"],
  ["an instance", { a: new Map() }, "/a is an instance of Map, and not JSON"],
  ["a value that holds itself", loop, "/self/loop is a part of itself, and not JSON"],
])("%s is not JSON", (_, value, problem) => {
  expect(findJsonProblem(value)).toBe(problem);
});

test.each([
  ["lists", (inner: unknown) => [inner]],
  ["objects", (inner: unknown) => ({ inner })],
])("%s may be nested a thousand levels deep, and no deeper", (_, wrap) => {
  const nest = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>(wrap, 1);
  expect(findJsonProblem(nest(1000))).toBeUndefined();
  expect(Object.isFrozen(toFrozenJson(nest(1000)))).toBe(true);
  expect(findJsonProblem(nest(1001))).toBe("it is nested more than 1000 levels deep");
  expect(findJsonProblem(nest(200_000))).toBe("it is nested more than 1000 levels deep");
});

test("one object in two places is fine, and so is a key without a value, or an object without a prototype", () => {
  const shared = { a: 1 };
  expect(findJsonProblem({ one: shared, two: shared, none: undefined, bare: Object.create(null) })).toBeUndefined();
});

test("property: what JSON can say is JSON, and its frozen copy is equal, frozen, and keeps the order of keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(findJsonProblem(value)).toBeUndefined();
      const copy = toFrozenJson(value);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
      expect(isDeeplyFrozen(copy)).toBe(true);
      if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
    }),
  );
});

function isDeeplyFrozen(value: unknown): boolean {
  return typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));
}
