import fc from "fast-check";
import { expect, test } from "vitest";
import { findSyntaxFault } from "../../src/json/syntax-fault.ts";

test.each([
  ["a comma that is missing before a key", '{\n  "a": "x"\n  "b": 2\n}', "a comma is missing", "Write a comma before it.", 3, 3],
  ["one behind a number", '{"a": 1 "b": 2}', "a comma is missing", "Write a comma before it.", 1, 9],
  ["one behind an object", "[{} {}]", "a comma is missing", "Write a comma before it.", 1, 5],
  ["what may be either", '{"a" "b"}', "a comma or a colon is missing", "Write a comma or a colon before it.", 1, 6],
  ["a comma too many in an object", '{"a": 1,\n}', "a comma stands before }", "Remove the comma before it.", 2, 1],
  ["a comma too many in a list", "[1,]", "a comma stands before ]", "Remove the comma before it.", 1, 4],
  ["a comment", '{\n  // note\n  "a": 1\n}', "there is a comment", "Remove the comment.", 2, 3],
  ["single quotes", "{\"a\": 'x'}", "a text stands in single quotes", "Write double quotes.", 1, 7],
  ["a bare key", "{\n  a: 1\n}", "a key or a text has no quotes", "Write double quotes around it.", 2, 3],
  ["an end that comes too early", '{"a": 1', "the text ends too early", "Close what is still open.", 1, 8],
  ["an empty text", "", "the text ends too early", "Close what is still open.", 1, 1],
])("names %s", (_, text, ...fault) => {
  const { place, reason, remedy } = findSyntaxFault(text) ?? {};
  expect([reason, remedy, place?.line, place?.column]).toEqual(fault);
});

test.each([
  ["a number with a zero before it", '{"a": 01}', "Unexpected character '1' found.", 7],
  ["a bracket too many", '{"a": 1}}', "Unexpected token RBrace found.", 9],
])("says where %s is, and claims to know no remedy", (_, text, reason, column) => {
  expect(findSyntaxFault(text)).toEqual({ reason, place: { line: 1, column } });
});

test("property: finds nothing in valid JSON", () => {
  fc.assert(fc.property(fc.json(), (text) => findSyntaxFault(text) === undefined));
});
