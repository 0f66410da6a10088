import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Type from "typebox";
import { KodexConfig } from "../model/config.ts";
import { Diagnostic } from "../model/diagnostic.ts";
import { toPayloadSchema, toResultSchema } from "../model/hook.ts";
import { hooks } from "../model/hooks.ts";
import { outputs } from "../model/outputs.ts";
import { PluginManifest } from "../model/plugin-manifest.ts";
import { emitHooksPage } from "./emit-hooks-page.ts";
import { emitKnownKeys } from "./emit-known-keys.ts";
import { emitTypes } from "./emit-types.ts";
import { emitValidators } from "./emit-validators.ts";
import { emitHookTypes, emitVocabulary } from "./emit-vocabulary.ts";
import { hoist } from "./hoist.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const NOTICE = "// Made by `pnpm generate` from `model/`. Do not edit.\n";

const manifest = hoist(PluginManifest);
const config = hoist(KodexConfig);
const diagnostic = hoist(Diagnostic);
const outputDocuments = Object.fromEntries(Object.entries(outputs).map(([command, schema]) => [command, hoist(schema)]));
const hookDocument = hoist(
  Type.Object(
    Object.fromEntries(
      Object.entries(hooks).map(([name, hook]) => [
        name,
        Type.Object({ payload: toPayloadSchema(name, hook), result: toResultSchema(name, hook) }),
      ]),
    ),
    {
      $id: "https://unpkg.com/@kodex/manifest/schemas/hooks.v1.schema.json",
      title: "Hooks",
      description: "Payload and result of every hook, version 1.",
    },
  ),
);
const hookSchemas = (part: "payload" | "result") =>
  Object.fromEntries(
    Object.keys(hooks).map((name) => [
      `${part}_${name.replaceAll(".", "_")}`,
      { ...hoist({ allOf: [(part === "payload" ? toPayloadSchema : toResultSchema)(name, hooks[name] as never)] }) },
    ]),
  );

write("schemas/plugin.v1.schema.json", json(manifest));
write("schemas/config.v1.schema.json", json(config));
write("schemas/hooks.v1.schema.json", json(hookDocument));
for (const [command, document] of Object.entries(outputDocuments)) write(`schemas/output/${command}.v1.schema.json`, json(document));
write(
  "src/schema-types.gen.ts",
  NOTICE +
    emitTypes([manifest, config, diagnostic, { ...hookDocument, title: "" }, ...Object.values(outputDocuments)]) +
    "\n" +
    emitHookTypes(hooks),
);
write("src/hooks/vocabulary.gen.ts", NOTICE + emitVocabulary(hooks));
write("src/validation/manifest-validator.gen.js", NOTICE + emitValidators({ validateManifest: manifest }));
write("src/validation/config-validator.gen.js", NOTICE + emitValidators({ validateConfig: config }));
write("src/validation/payload-validators.gen.js", NOTICE + emitValidators(hookSchemas("payload")) + table("payload"));
write("src/validation/result-validators.gen.js", NOTICE + emitValidators(hookSchemas("result")) + table("result"));
write("src/validation/known-keys.gen.ts", NOTICE + emitKnownKeys({ MANIFEST_KEYS: manifest, CONFIG_KEYS: config }));
write("../../docs/hooks.md", emitHooksPage(hooks, hookDocument));

/** A look-up table by hook name behind the validators of one module. */
function table(part: "payload" | "result"): string {
  const rows = Object.keys(hooks).map((name) => `${JSON.stringify(name)}:${part}_${name.replaceAll(".", "_")}`);
  return `\nexport const ${part}Validators = {${rows.join(",")}};\n`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
