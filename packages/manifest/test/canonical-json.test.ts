import canonicalizeModule from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toCanonicalJson } from "../src/index.ts";

// The package is CommonJS: what it exports by default is the function, which its types do not say.
const oracle = canonicalizeModule as unknown as (value: unknown) => string;

test("writes the example of RFC 8785, section 3.2.2", () => {
  const value = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
    literals: [null, true, false],
  };
  expect(toCanonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test("sorts keys by UTF-16 code units, as section 3.2.3 asks", () => {
  const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
  expect(Object.keys(JSON.parse(toCanonicalJson({ wrapped: Object.keys(value).sort() })).wrapped as object)).toHaveLength(7);
  expect(toCanonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
});

test.each([
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["a bigint", 1n],
  ["a function", () => 1],
  ["a lone surrogate", "\ud800"],
  ["a lone surrogate as key", { "\udc00": 1 }],
])("refuses %s", (_, value) => {
  expect(() => toCanonicalJson(value)).toThrow(TypeError);
});

test("refuses a value that contains itself", () => {
  const value: Record<string, unknown> = {};
  value["self"] = value;
  expect(() => toCanonicalJson(value)).toThrow("contains itself");
});

test("property: agrees with an independent implementation", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
      expect(toCanonicalJson(value)).toBe(oracle(value));
    }),
  );
});

test("property: does not depend on key order", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      expect(toCanonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(toCanonicalJson(value));
    }),
  );
});

test("property: its text says the same value, and is its own canonical form", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
      const text = toCanonicalJson(value);
      // Negative zero has no text of its own.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(toCanonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
