import fc from "fast-check";
import { expect, test } from "vitest";
import { checkConfig, parseConfig, PluginValidationError } from "../../src/index.ts";

test("reads a valid configuration", () => {
  const text = '{"plugins":{"lint":{"enabled":false,"grant":"declared","hooks":{"tool.before":{"priority":3}}}},"strict":true}';
  expect(parseConfig(text)).toEqual(JSON.parse(text));
});

test("says where a key is wrong and what was meant", () => {
  expect(checkConfig('{\n  "plugin": {}\n}', { file: "kodex.json" })).toEqual([
    {
      severity: "error",
      code: "SCHEMA_KEY_UNKNOWN",
      message: 'the configuration has the key "plugin", which does not exist',
      hint: 'Did you mean "plugins"?',
      path: "/plugin",
      file: "kodex.json",
      line: 2,
      column: 3,
    },
  ]);
});

test("gives one finding for a value of a wrong type in a union", () => {
  expect(checkConfig('{"plugins":{"lint":{"grant":"all"}}}').map(({ message }) => message)).toEqual([
    'the configuration has "all" at /plugins/lint/grant, where "declared" or a list is expected',
  ]);
});

test("parseConfig throws an error with the findings", () => {
  expect(() => parseConfig("{")).toThrow(PluginValidationError);
});

test("has no free keys, and says so", () => {
  expect(checkConfig('{"x-tool":1}').map(({ hint, message }) => [message, hint])).toEqual([
    ['the configuration has the key "x-tool", which does not exist', 'Remove "x-tool".'],
  ]);
});

test("property: never throws, and parses exactly what it finds nothing wrong with", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.jsonValue().map((value) => JSON.stringify({ plugins: { lint: value } })),
  );
  fc.assert(
    fc.property(texts, (text) => {
      if (checkConfig(text).length === 0) expect(parseConfig(text)).toEqual(JSON.parse(text));
      else expect(() => parseConfig(text)).toThrow(PluginValidationError);
    }),
  );
});
