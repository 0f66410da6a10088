import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../src/json/parse-json.ts";

const codeOf = (text: string): string | undefined => parseJson(text).findings[0]?.code;

test("gives the value of a valid text, also with a byte order mark and CRLF", () => {
  expect(parseJson('\uFEFF{\r\n  "a": [1, "\\u0041"]\r\n}').value).toEqual({ a: [1, "A"] });
});

test("says where a syntax error is", () => {
  expect(parseJson('{\n  "a": 1,\n  b: 2\n}').findings[0]).toMatchObject({ code: "JSON_INVALID", place: { line: 3, column: 3 } });
});

test("refuses comments and trailing commas", () => {
  expect(codeOf('{"a":1} // note')).toBe("JSON_INVALID");
  expect(codeOf('{"a":1,}')).toBe("JSON_INVALID");
});

test("refuses a duplicate key and says where the second one is", () => {
  expect(parseJson('{\n "a": 1,\n "b": { "c": 1, "c": 2 }\n}').findings[0]).toMatchObject({
    code: "JSON_KEY_DUPLICATE",
    path: "/b/c",
    message: 'the key "c" stands twice in one object',
    place: { line: 3, column: 17 },
  });
});

test("sees a duplicate key that is written with an escape", () => {
  expect(codeOf('{"a":1,"\\u0061":2}')).toBe("JSON_KEY_DUPLICATE");
});

test("does not take a text that looks like a key for one", () => {
  expect(parseJson('{"a":"\\"b\\":1,\\"b\\":2"}').value).toEqual({ a: '"b":1,"b":2' });
});

test.each(["__proto__", "constructor", "prototype"])("refuses the key %s at any depth", (key) => {
  expect(codeOf(`{"a":[{"${key}":{}}]}`)).toBe("JSON_KEY_FORBIDDEN");
});

test("takes 64 levels and refuses 65", () => {
  const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
  expect(codeOf(nested(64))).toBeUndefined();
  expect(codeOf(nested(65))).toBe("JSON_TOO_DEEP");
});

test("takes 1 MiB and refuses a byte more, counted in UTF-8", () => {
  const text = (bytes: number): string => `"${"a".repeat(bytes - 2)}"`;
  expect(codeOf(text(1024 * 1024))).toBeUndefined();
  expect(codeOf(text(1024 * 1024 + 1))).toBe("JSON_TOO_LARGE");
  expect(codeOf(`"${"ü".repeat(600_000)}"`)).toBe("JSON_TOO_LARGE");
});

test("property: every JSON value without a forbidden key comes back as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/"(__proto__|constructor|prototype)":/.test(text));
      expect(parseJson(text).value).toEqual(JSON.parse(text));
    }),
  );
});

test("property: no text makes it throw", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseJson(text)));
});
