import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { validatePlugin } from "../../src/tooling/validate-plugin.ts";

let base: string;
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "kodex-validate-"));
  root = join(base, "plugin");
});
afterEach(() => rmSync(base, { recursive: true }));

const manifest = { manifestVersion: 1, name: "lint", version: "1.0.0", main: "./index.mjs", hooks: { "turn.start": {} } };
const code = 'export default { hooks: { "turn.start": () => undefined } };';

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  }
}
const validate = (path = root) => validatePlugin(path, { stateDirectory: join(base, "state") });
const codes = async (): Promise<string[]> => (await validate()).diagnostics.map((diagnostic) => diagnostic.code);

describe("a valid plugin", () => {
  beforeEach(() => write({ "kodex.plugin.json": manifest, "index.mjs": code }));

  test("may be given by its folder or its manifest", async () => {
    expect(await validate()).toEqual({ valid: true, diagnostics: [] });
    expect(await validate(join(root, "kodex.plugin.json"))).toEqual({ valid: true, diagnostics: [] });
  });

  test("may be a single file", async () => {
    write({ "one.mjs": 'export default { manifest: { manifestVersion: 1, name: "one", version: "1.0.0" }, hooks: {} };' });
    expect(await validate(join(root, "one.mjs"))).toEqual({ valid: true, diagnostics: [] });
  });
});

test("a file that no host takes for a plugin is none", async () => {
  write({ "one.cjs": 'module.exports = { manifest: { manifestVersion: 1, name: "one", version: "1.0.0" }, hooks: {} };' });
  expect(await validate(join(root, "one.cjs"))).toMatchObject({
    valid: false,
    diagnostics: [{ code: "PLUGIN_NOT_FOUND", message: `there is no plugin at ${join(root, "one.cjs")}` }],
  });
});

describe("held against another version of the plugin API", () => {
  const hold = async (apiVersion: string, path = root): Promise<readonly string[]> =>
    (await validatePlugin(path, { stateDirectory: join(base, "state"), apiVersion })).diagnostics.map(
      ({ code: name, message }) => `${name}: ${message}`,
    );
  const refused = (range: string, version: string): string =>
    `ENGINE_UNSUPPORTED: lint@1.0.0 needs the plugin API ${range}; it is held against ${version}`;

  test("a plugin is told what would break there", async () => {
    write({ "kodex.plugin.json": manifest, "index.mjs": code });
    expect(await hold("1.4.0")).toEqual([]);
    expect(await hold("2.0.0")).toEqual([refused("^1.0.0", "2.0.0")]);
  });

  test("a manifest in code is too, once it could be read", async () => {
    write({
      "one.mjs":
        'export default { manifest: { manifestVersion: 1, name: "lint", version: "1.0.0" }, hooks: { "turn.start": () => undefined } };',
      "broken.mjs": "throw new Error('x');",
    });
    expect(await hold("2.0.0", join(root, "one.mjs"))).toEqual([refused("^1.0.0", "2.0.0")]);
    expect(await hold("2.0.0", join(root, "broken.mjs"))).toEqual([expect.stringMatching(/^PLUGIN_IMPORT_FAILED: /)]);
  });

  test("a plugin is told each thing once, also what is wrong here", async () => {
    const engines = { kodex: "^3.0.0" };
    write({ "kodex.plugin.json": { ...manifest, engines, hooks: { "turn.start": { timeoutMs: 5 } } }, "index.mjs": code });
    expect(await hold("2.0.0")).toEqual([
      refused("^3.0.0", "2.0.0"),
      "ENGINE_UNSUPPORTED: lint@1.0.0 needs the plugin API ^3.0.0; this host has 1.0.0",
      expect.stringMatching(/^TIMEOUT_SUSPICIOUS: /),
    ]);
    write({ "kodex.plugin.json": "{" });
    expect(await hold("2.0.0")).toEqual([expect.stringMatching(/^JSON_INVALID: /)]);
  });

  test("a version that is none is a finding", async () => {
    write({ "kodex.plugin.json": manifest, "index.mjs": code });
    expect(await hold("next")).toEqual(['VERSION_INVALID: "next" is not a SemVer version']);
  });
});

test.each<[string, string, Readonly<Record<string, unknown>>]>([
  ["its manifest is not JSON", "JSON_INVALID", { "kodex.plugin.json": "{" }],
  ["its manifest has a mistake", "HOOK_UNKNOWN", { "kodex.plugin.json": { ...manifest, hooks: { "turn.strat": {} } }, "index.mjs": code }],
  ["its entry is missing", "PLUGIN_ENTRY_MISSING", { "kodex.plugin.json": manifest }],
  ["its code throws at import", "PLUGIN_IMPORT_FAILED", { "kodex.plugin.json": manifest, "index.mjs": "throw new Error('x');" }],
  ["a hook is declared only", "HOOK_NOT_IMPLEMENTED", { "kodex.plugin.json": manifest, "index.mjs": "export default { hooks: {} };" }],
  ["a hook is implemented only", "HOOK_NOT_DECLARED", { "kodex.plugin.json": { ...manifest, hooks: {} }, "index.mjs": code }],
  [
    "a schema cannot be used",
    "SCHEMA_REFUSED",
    {
      "kodex.plugin.json": {
        ...manifest,
        hooks: {},
        capabilities: {
          "a.b": { version: "1.0.0", description: "x", input: { $ref: "#/$defs/none" }, output: true },
        },
      },
      "index.mjs": 'export default { capabilities: { "a.b": () => 1 } };',
    },
  ],
  [
    "a package would lack a file",
    "PACKED_FILE_MISSING",
    { "kodex.plugin.json": manifest, "index.mjs": code, "package.json": { name: "lint", version: "1.0.0", files: ["index.mjs"] } },
  ],
])("it is invalid when %s", async (_, expected, files) => {
  write(files);
  const { diagnostics, valid } = await validate();
  expect(valid).toBe(false);
  expect(diagnostics[0]).toMatchObject({ severity: "error", code: expected });
});

test("each finding stands once", async () => {
  write({
    "kodex.plugin.json": {
      ...manifest,
      capabilities: { "a.b": { version: "1.0.0", description: "x", input: { $ref: "#/$defs/none" }, output: true } },
    },
    "index.mjs": 'export default { hooks: { "turn.start": () => undefined }, capabilities: { "a.b": () => 1 } };',
  });
  const found = await codes();
  expect(found).toEqual([...new Set(found)]);
});

test("warnings come after errors and leave it valid", async () => {
  write({ "kodex.plugin.json": { ...manifest, hooks: { "turn.start": { timeoutMs: 5 } } }, "index.mjs": code });
  expect(await validate()).toMatchObject({ valid: true, diagnostics: [{ severity: "warning", code: "TIMEOUT_SUSPICIOUS" }] });
});

test("a place without a plugin is named", async () => {
  const { diagnostics, valid } = await validate();
  expect(valid).toBe(false);
  expect(diagnostics).toEqual([
    {
      severity: "error",
      code: "PLUGIN_NOT_FOUND",
      message: `there is no plugin at ${root}`,
      hint: "Name a folder with a kodex.plugin.json, or a single .js, .mjs, .ts or .mts file; `kodex doctor` checks a whole workspace.",
      file: root,
    },
  ]);
});
