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
