/** JSON Schema as plain data. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * Turns a TypeBox schema into a plain JSON Schema document in which each titled part stands once, under `$defs`.
 * Throws when two different parts carry one title.
 */
export function hoist(schema: unknown): JsonObject {
  const plain = JSON.parse(JSON.stringify(schema)) as JsonObject;
  const defs: JsonObject = {};
  const root: JsonObject = Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, visit(value, defs)]));
  const sorted = Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1)));
  const document: JsonObject = { $schema: "https://json-schema.org/draft/2020-12/schema", ...toRecordForm(root) };
  return Object.keys(sorted).length === 0 ? document : { ...document, $defs: sorted };
}

function visit(node: Json, defs: JsonObject): Json {
  if (Array.isArray(node)) return node.map((item) => visit(item, defs));
  if (node === null || typeof node !== "object") return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    key === "properties" ? visitProperties(value as JsonObject, defs) : visit(value, defs),
  ]);
  const visited = toRecordForm(Object.fromEntries(entries) as JsonObject);
  const { title } = visited;
  if (typeof title !== "string") return visited;
  const known = defs[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(visited)) throw new Error(`two schemas are titled "${title}"`);
  defs[title] = visited;
  return { $ref: `#/$defs/${title}` };
}

function visitProperties(properties: JsonObject, defs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, visit(value, defs)]));
}

/** TypeBox writes records as a pattern that matches every key; editors read `additionalProperties` better. */
function toRecordForm(node: JsonObject): JsonObject {
  const patterns = node["patternProperties"];
  if (patterns === undefined || patterns === null || typeof patterns !== "object" || Array.isArray(patterns)) return node;
  const every = patterns["^.*$"];
  if (every === undefined) return node;
  const { patternProperties: _, ...rest } = node;
  return { ...rest, additionalProperties: every };
}
