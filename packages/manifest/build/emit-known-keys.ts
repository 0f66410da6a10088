import type { Json, JsonObject } from "./hoist.ts";

/** Look-up tables of the keys that each object of a document may have, by its place in a value; `*` is any key or index. */
export function emitKnownKeys(exports: Readonly<Record<string, JsonObject>>): string {
  const tables = Object.entries(exports).map(([name, document]) => {
    const table = new Map<string, string[]>();
    collect(document, "", document, table);
    const rows = [...table].map(([place, keys]) => `  ${JSON.stringify(place)}: ${JSON.stringify(keys)},\n`);
    return `/** Keys that an object may have, by its place; \`*\` is any key or index. */\nexport const ${name}: Readonly<Record<string, readonly string[]>> = {\n${rows.join("")}};\n`;
  });
  return tables.join("\n");
}

function collect(node: Json | undefined, place: string, document: JsonObject, table: Map<string, string[]>): void {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return;
  const { $ref: reference, additionalProperties, anyOf, items, properties } = node;
  if (typeof reference === "string") {
    collect((document["$defs"] as JsonObject)[reference.replace("#/$defs/", "")], place, document, table);
    return;
  }
  for (const branch of (anyOf ?? []) as Json[]) collect(branch, place, document, table);
  if (properties !== undefined) table.set(place, Object.keys(properties as JsonObject).sort());
  for (const [key, value] of Object.entries((properties ?? {}) as JsonObject)) collect(value, `${place}/${key}`, document, table);
  collect(additionalProperties, `${place}/*`, document, table);
  collect(items, `${place}/*`, document, table);
}
