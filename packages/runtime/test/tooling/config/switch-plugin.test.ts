import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { switchPlugin } from "../../../src/tooling/config/switch-plugin.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kodex-switch-"));
  file = join(folder, "kodex.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (): string => readFileSync(file, "utf8");

test("a file is made when there is none", async () => {
  expect(await switchPlugin({ plugin: "lint", enabled: false, file })).toBe(true);
  expect(read()).toBe('{\n  "plugins": {\n    "lint": {\n      "enabled": false\n    }\n  }\n}\n');
  expect(readdirSync(folder)).toEqual(["kodex.json"]);
});

test.each([
  [
    "four spaces",
    '{\n    "strict": true\n}\n',
    '{\n    "strict": true,\n    "plugins": {\n        "lint": {\n            "enabled": false\n        }\n    }\n}\n',
  ],
  ["tabs", '{\n\t"strict": true\n}', '{\n\t"strict": true,\n\t"plugins": {\n\t\t"lint": {\n\t\t\t"enabled": false\n\t\t}\n\t}\n}'],
  [
    "CRLF",
    '{\r\n  "strict": true\r\n}',
    '{\r\n  "strict": true,\r\n  "plugins": {\r\n    "lint": {\r\n      "enabled": false\r\n    }\r\n  }\r\n}',
  ],
  [
    "a mark at its beginning",
    '\uFEFF{\n  "plugins": {\n    "lint": {}\n  }\n}',
    '\uFEFF{\n  "plugins": {\n    "lint": {\n      "enabled": false\n    }\n  }\n}',
  ],
])("the text keeps its form: %s", async (_, before, after) => {
  writeFileSync(file, before);
  await switchPlugin({ plugin: "lint", enabled: false, file });
  expect(read()).toBe(after);
});

describe("nothing is written", () => {
  test.each([
    ["off already", '{"plugins":{"lint":{"enabled":false}}}', false],
    ["on already", '{ "plugins": {"lint": {"enabled": true}} }', true],
    ["on by default", "{}", true],
  ])("when it is %s", async (_, text, enabled) => {
    writeFileSync(file, text);
    const { ino } = statSync(file);
    expect(await switchPlugin({ plugin: "lint", enabled, file })).toBe(false);
    expect([read(), statSync(file).ino]).toEqual([text, ino]);
  });

  test("to a file that is not valid", async () => {
    writeFileSync(file, '{"plugins":[]}');
    await expect(switchPlugin({ plugin: "lint", enabled: false, file })).rejects.toMatchObject({
      diagnostics: [{ code: "SCHEMA_TYPE_WRONG", file }],
    });
    expect(read()).toBe('{"plugins":[]}');
  });
});

test("a link stays a link, and the rights of the file stay", async () => {
  const target = join(folder, "real.json");
  writeFileSync(target, "{}", { mode: 0o640 });
  symlinkSync(target, file);
  await switchPlugin({ plugin: "lint", hook: "tool.before", enabled: false, file });
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(statSync(target).mode & 0o777).toBe(0o640);
  expect(JSON.parse(readFileSync(target, "utf8"))).toEqual({ plugins: { lint: { hooks: { "tool.before": { enabled: false } } } } });
});

test("of several that switch at once, none loses what another has written", async () => {
  writeFileSync(file, '{"plugins":{"on-again":{"enabled":false}}}');
  const names = Array.from({ length: 8 }, (_, n) => `plugin-${n}`);
  const clock = createFakeClock();
  const count = { done: 0 };
  const switches = [...names.map((plugin) => ({ plugin, enabled: false })), { plugin: "on-again", enabled: true }];
  const all = switches.map((each) => switchPlugin({ ...each, file, clock }).finally(() => (count.done += 1)));
  while (count.done < all.length) await clock.advance(20);
  expect(await Promise.all(all)).toEqual(all.map(() => true));
  expect(JSON.parse(read())).toEqual({ plugins: Object.fromEntries(names.map((name) => [name, { enabled: false }])) });
  expect(readdirSync(folder)).toEqual(["kodex.json"]);
});

test("property: enabling undoes disabling", async () => {
  const settings = fc.record({ config: fc.dictionary(fc.constantFrom("a", "b"), fc.integer(), { minKeys: 1, noNullPrototype: true }) });
  const before = fc.record(
    {
      strict: fc.boolean(),
      plugins: fc.dictionary(fc.constantFrom("lint", "@a/b", "other"), settings, { minKeys: 1, noNullPrototype: true }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(before, fc.constantFrom("lint", "@a/b"), fc.constantFrom(undefined, "tool.before"), async (config, plugin, hook) => {
      writeFileSync(file, JSON.stringify(config, null, 2));
      expect(await switchPlugin({ plugin, hook, enabled: false, file })).toBe(true);
      expect(await switchPlugin({ plugin, hook, enabled: true, file })).toBe(true);
      expect(JSON.parse(read())).toEqual(config);
    }),
    { numRuns: 50 },
  );
});
