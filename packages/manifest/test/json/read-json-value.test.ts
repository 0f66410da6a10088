import fc from "fast-check";
import { expect, test } from "vitest";
import { readJsonValue } from "../../src/json/read-json-value.ts";

const messageOf = (value: unknown): string | undefined => readJsonValue(value).findings[0]?.message;
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

test.each<[string, unknown, string]>([
  ["a function", { a: () => 1 }, 'not valid JSON: a value of type function at "/a"'],
  ["a bigint", [1n], 'not valid JSON: a value of type bigint at "/0"'],
  ["NaN", { a: Number.NaN }, 'not valid JSON: NaN at "/a"'],
  ["a hole", [undefined], 'not valid JSON: a value of type undefined at "/0"'],
  ["half a surrogate pair", { a: "\ud800" }, 'not valid JSON: a text at "/a" has half of a surrogate pair'],
  ["half a surrogate pair in a key", { "\udc00": 1 }, 'not valid JSON: a text at "" has half of a surrogate pair'],
  ["a forbidden key", JSON.parse('{"__proto__":1}'), 'the key "__proto__" is not allowed'],
  ["65 levels", nested(65), "the value is nested more than 64 levels deep"],
  ["more than a text could say", Array.from({ length: 600_000 }, () => 0), "the text is larger than 1048576 bytes"],
  ["a list that claims to be endless", Object.assign([], { length: 4_000_000_000 }), "the text is larger than 1048576 bytes"],
  [
    "a getter that throws",
    {
      get a() {
        throw new Error("no");
      },
    },
    "not valid JSON: it cannot be read: no",
  ],
])("refuses %s", (_, value, message) => {
  expect(messageOf(value)).toBe(message);
});

test("refuses a value that contains itself, and one that shares its parts without end", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  expect(messageOf(loop)).toBe("the value is nested more than 64 levels deep");
  const shared = Array.from({ length: 60 }).reduce((inner: unknown) => [inner, inner], 1);
  expect(messageOf(shared)).toBe("the text is larger than 1048576 bytes");
});

test("reads each value once", () => {
  let reads = 0;
  const value = {
    get name() {
      reads += 1;
      return reads === 1 ? "lint" : "other";
    },
  };
  expect([readJsonValue(value).value, reads]).toEqual([{ name: "lint" }, 1]);
});

test("leaves out keys without a value", () => {
  expect(readJsonValue({ a: undefined, b: 1 }).value).toStrictEqual({ b: 1 });
});

test("property: gives every JSON value back as a copy", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      fc.pre(!/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)));
      const { findings, value: copy } = readJsonValue(value);
      expect([copy, findings]).toStrictEqual([value, []]);
      expect(typeof value !== "object" || value === null || copy !== value).toBe(true);
    }),
  );
});

test("property: no value makes it throw", () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
      }),
      (value) => Array.isArray(readJsonValue(value).findings),
    ),
  );
});
