import { toPluginSchemaInvalid } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import { toPointer } from "../json/pointer.ts";

/** Longest text of a schema that a plugin brings, in UTF-16 code units. */
const MAX_SCHEMA_LENGTH = 256 * 1024;

/**
 * What keeps a host from compiling a JSON Schema that a plugin brings, as far as it shows without a compiler: its size,
 * references that leave it, and patterns that only a backtracking engine can run. Deeper than the 64 levels of a
 * manifest it cannot be.
 */
export function checkPluginSchema(schema: unknown, path: string, who: string): Finding[] {
  const { length } = JSON.stringify(schema);
  if (length > MAX_SCHEMA_LENGTH) {
    const problem = `has ${length} characters, where ${MAX_SCHEMA_LENGTH} are allowed`;
    return [toPluginSchemaInvalid(who, path, problem, `Shorten ${path}.`)];
  }
  return checkSchema(schema, path, who);
}

/** Keywords whose value is a schema or a list of schemas. */
const SUBSCHEMAS = (
  "additionalProperties allOf anyOf contains contentSchema else if items not oneOf prefixItems propertyNames then " +
  "unevaluatedItems unevaluatedProperties"
).split(" ");
/** Keywords whose value has a schema per key. */
const SCHEMA_MAPS = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

function checkSchema(schema: unknown, path: string, who: string): Finding[] {
  if (Array.isArray(schema)) return schema.flatMap((item, index) => checkSchema(item, toPointer(path, index), who));
  if (!isRecord(schema)) return [];
  const maps = SCHEMA_MAPS.flatMap((keyword) => {
    const map = schema[keyword];
    return isRecord(map) ? Object.entries(map).map(([key, inner]) => [`${path}/${keyword}`, key, inner] as const) : [];
  });
  return [
    ...(["$ref", "$dynamicRef"] as const).flatMap((keyword) => checkReference(schema[keyword], `${path}/${keyword}`, who)),
    ...checkPattern(schema["pattern"], `${path}/pattern`, who),
    ...Object.keys(isRecord(schema["patternProperties"]) ? schema["patternProperties"] : {}).flatMap((pattern) =>
      checkPattern(pattern, toPointer(`${path}/patternProperties`, pattern), who),
    ),
    ...SUBSCHEMAS.flatMap((keyword) => checkSchema(schema[keyword], `${path}/${keyword}`, who)),
    ...maps.flatMap(([parent, key, inner]) => checkSchema(inner, toPointer(parent, key), who)),
  ];
}

function checkReference(reference: unknown, path: string, who: string): Finding[] {
  if (typeof reference !== "string" || reference.startsWith("#")) return [];
  return [
    toPluginSchemaInvalid(who, path, `refers to "${reference}", which lies outside of it`, `Copy what ${path} refers to into "$defs".`),
  ];
}

function checkPattern(pattern: unknown, path: string, who: string): Finding[] {
  if (typeof pattern !== "string") return [];
  const problem = findPatternProblem(pattern);
  return problem === undefined ? [] : [toPluginSchemaInvalid(who, path, `has the pattern "${pattern}", ${problem}`, `Rewrite ${path}.`)];
}

function findPatternProblem(pattern: string): string | undefined {
  // Escapes other than back references, and classes, cannot hold anything that needs to backtrack.
  const structure = pattern.replaceAll(/\\[^1-9k]|\[(?:\\[^]|[^\]\\])*\]/g, "");
  if (/\(\?<?[=!]/.test(structure)) return "which looks around";
  return structure.includes("\\") ? "which refers back to a group" : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
