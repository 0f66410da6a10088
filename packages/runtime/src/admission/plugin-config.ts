import type { PluginManifest } from "@kodex/manifest";
import { toErrorMessage } from "../errors.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";

/**
 * What is wrong with a plugin's settings, a sentence each; nothing when they fit. They are checked as they stand:
 * defaults in the schema are notes for people and are not filled in, so that a plugin sees what the user wrote and a
 * new default reaches everybody who set none. A plugin without a schema has no settings. A promise only where the schema
 * has to be compiled.
 */
export function checkPluginConfig(
  schema: PluginManifest["config"],
  config: Readonly<Record<string, unknown>>,
  schemas: SchemaCompiler,
): readonly string[] | Promise<readonly string[]> {
  if (schema === undefined) return findUnexpected(config);
  // Nobody who sets nothing waits for the compiler at the start.
  if (Object.keys(config).length === 0 && isMetByNothing(schema)) return [];
  return compileAndCheck(schema, config, schemas);
}

async function compileAndCheck(
  schema: NonNullable<PluginManifest["config"]>,
  config: Readonly<Record<string, unknown>>,
  schemas: SchemaCompiler,
): Promise<readonly string[]> {
  try {
    return (await schemas.compile(schema))(config);
  } catch (error) {
    return [toErrorMessage(error)];
  }
}

function findUnexpected(config: Readonly<Record<string, unknown>>): readonly string[] {
  const keys = Object.keys(config).sort();
  return keys.length === 0 ? [] : [`it has no settings, and ${keys.map((key) => JSON.stringify(key)).join(", ")} is set`];
}

/** Keywords that an object without keys meets, whatever their values. */
const HARMLESS: ReadonlySet<string> = new Set(
  "$comment $defs additionalProperties default deprecated description examples maxProperties patternProperties properties propertyNames title unevaluatedProperties".split(
    " ",
  ),
);

/** Whether a schema surely accepts an empty object; seen without compiling it. */
function isMetByNothing(schema: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(schema).every(
    ([keyword, value]) =>
      HARMLESS.has(keyword) ||
      (keyword === "type" && value === "object") ||
      (keyword === "required" && Array.isArray(value) && value.length === 0),
  );
}
