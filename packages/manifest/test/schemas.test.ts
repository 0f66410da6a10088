import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { loadPayloadValidators, loadResultValidators, VOCABULARY } from "../src/index.ts";
import { validateConfig } from "../src/validation/config-validator.gen.js";
import { validateManifest } from "../src/validation/manifest-validator.gen.js";
import { validManifest } from "./valid-manifest.ts";

const folder = new URL("../schemas/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .sort();
const readSchema = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<string, unknown>;
const createAjv = (): Ajv2020 => new Ajv2020({ strict: true, allowUnionTypes: true });

const OUTPUTS = "capabilities config disable doctor emit enable explain failure invoke list logs route scaffold schema validate".split(" ");

test("there is a schema for the manifest, the hooks, the configuration and each output", () => {
  expect(files).toEqual([
    "config.v1.schema.json",
    "hooks.v1.schema.json",
    ...OUTPUTS.map((name) => `output/${name}.v1.schema.json`),
    "plugin.v1.schema.json",
  ]);
});

test.each(files)("%s is a valid schema in strict mode and names itself", (file) => {
  const schema = readSchema(file);
  expect(typeof createAjv().compile(schema)).toBe("function");
  expect(schema["$id"]).toBe(`https://unpkg.com/@kodex/manifest/schemas/${file}`);
});

test.each([
  [validManifest(), true],
  [validManifest({ hooks: ["a"] }), true],
  [validManifest({ "x-a": 1 }), true],
  [validManifest({ hooks: 3 }), false],
  [validManifest({ foo: 1 }), false],
  [{}, false],
  [[], false],
  [validManifest({ author: { name: "" } }), false],
  [validManifest({ capabilities: { "a.b": { input: 3 } } }), false],
])("the published schema and the emitted validator agree on %j", (manifest, valid) => {
  expect([createAjv().compile(readSchema("plugin.v1.schema.json"))(manifest), validateManifest(manifest)]).toEqual([valid, valid]);
});

test.each([
  [{}, true],
  [{ plugins: { a: { grant: "declared" } } }, true],
  [{ plugins: { a: { grant: 3 } } }, false],
  [{ strikt: true }, false],
])("the published and the emitted configuration schema agree on %j", (config, valid) => {
  expect([createAjv().compile(readSchema("config.v1.schema.json"))(config), validateConfig(config)]).toEqual([valid, valid]);
});

test("every hook has a validator for its payload and for its result", async () => {
  const names = Object.keys(VOCABULARY).sort();
  expect([Object.keys(await loadPayloadValidators()).sort(), Object.keys(await loadResultValidators()).sort()]).toEqual([names, names]);
});

test("payloads are open, so that hosts may add fields", async () => {
  const validators = await loadPayloadValidators();
  expect(validators["prompt.preprocess"]?.({ text: "hello" })).toBe(true);
  expect(validators["prompt.preprocess"]?.({ text: "hello", host: 1 })).toBe(true);
  expect(validators["prompt.preprocess"]?.({ text: 1 })).toBe(false);
});
