import fc from "fast-check";
import { expect, test } from "vitest";
import { findUnfit } from "../../../src/hosting/protocol/message-check.ts";

test("finds a prototype key wherever it stands, however it is written", () => {
  for (const text of ['{"__proto__":1}', '[{"a":[{"__proto__":{"x":1}}]}]', '{"\\u005f_proto__":null}'])
    expect(findUnfit(JSON.parse(text))).toBe('has a key "__proto__"');
});

test("takes the word where it is no key", () => {
  expect(findUnfit({ text: "__proto__", constructor: 1, prototype: 2 })).toBeUndefined();
});

test("takes 200 levels and not 201, and walks a bomb without overflowing", () => {
  const nest = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
  expect(findUnfit(nest(200))).toBeUndefined();
  expect(findUnfit(nest(201))).toBe("has more than 200 levels");
  expect(findUnfit(nest(100_000))).toBe("has more than 200 levels");
});

test("property: finds nothing in JSON without the key", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!JSON.stringify(value).includes("__proto__"));
      expect(findUnfit(value)).toBeUndefined();
    }),
  );
});
