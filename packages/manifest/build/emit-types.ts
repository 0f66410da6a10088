import type { Json, JsonObject } from "./hoist.ts";

/** TypeScript declarations of the documents' `$defs`, each once, in alphabetical order. */
export function emitTypes(documents: readonly JsonObject[]): string {
  const declarations = new Map<string, string>();
  for (const plain of documents) {
    const document = withDescriptions(plain, (plain["$defs"] ?? {}) as JsonObject) as JsonObject;
    for (const [title, schema] of Object.entries((document["$defs"] ?? {}) as JsonObject))
      declare(declarations, title, schema as JsonObject);
    if (typeof document["title"] === "string" && /^[A-Za-z]+$/.test(document["title"])) declare(declarations, document["title"], document);
  }
  return [...declarations]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join("\n");
}

/** What only refers to a type is described by that type. */
function withDescriptions(node: Json, defs: JsonObject): Json {
  if (Array.isArray(node)) return node.map((item) => withDescriptions(item, defs));
  if (node === null || typeof node !== "object") return node;
  const { $ref: reference } = node;
  if (typeof reference !== "string")
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withDescriptions(value, defs)]));
  const { description } = defs[reference.replace("#/$defs/", "")] as JsonObject;
  return description === undefined ? node : { description, ...node };
}

function declare(declarations: Map<string, string>, title: string, schema: JsonObject): void {
  const doc = comment(schema["description"], "");
  const isInterface = schema["type"] === "object" && schema["properties"] !== undefined;
  const text = isInterface
    ? `${doc}export interface ${title} ${body(schema, "")}\n`
    : `${doc}export type ${title} = ${toType(schema, "")};\n`;
  const known = declarations.get(title);
  if (known !== undefined && known !== text) throw new Error(`two types are named "${title}"`);
  declarations.set(title, text);
}

function toType(schema: Json, indent: string): string {
  if (schema === null || typeof schema !== "object" || Array.isArray(schema)) return "unknown";
  if (typeof schema["$ref"] === "string") return schema["$ref"].replace("#/$defs/", "");
  if (schema["const"] !== undefined) return JSON.stringify(schema["const"]);
  if (Array.isArray(schema["anyOf"])) return schema["anyOf"].map((item) => toType(item, indent)).join(" | ");
  const { type } = schema;
  if (Array.isArray(type)) return type.map((item) => toType({ type: item }, indent)).join(" | ");
  if (type === "array") return toArray(toType(schema["items"] ?? {}, indent));
  if (type === "string" || type === "boolean" || type === "null") return type;
  if (type === "number" || type === "integer") return "number";
  if (type === "object") return toObject(schema, indent);
  return "unknown";
}

function toArray(item: string): string {
  return item.includes(" | ") ? `ReadonlyArray<${item}>` : `readonly ${item}[]`;
}

function toObject(schema: JsonObject, indent: string): string {
  if (schema["properties"] !== undefined) return body(schema, indent);
  const value = schema["additionalProperties"];
  return `{ readonly [key: string]: ${value === undefined || value === true ? "unknown" : toType(value, indent)} }`;
}

function body(schema: JsonObject, indent: string): string {
  const inner = `${indent}  `;
  const required = new Set((schema["required"] ?? []) as string[]);
  const lines = Object.entries(schema["properties"] as JsonObject).map(([key, value]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    const doc = comment((value as JsonObject)["description"], inner);
    return `${doc}${inner}readonly ${name}${required.has(key) ? "" : "?"}: ${toType(value, inner)};\n`;
  });
  const patterns = Object.keys((schema["patternProperties"] ?? {}) as JsonObject);
  if (patterns.includes("^x-"))
    lines.push(`${comment("Belongs to another tool: kept, never read.", inner)}${inner}readonly [key: \`x-\${string}\`]: unknown;\n`);
  return `{\n${lines.join("")}${indent}}`;
}

function comment(description: Json | undefined, indent: string): string {
  return typeof description === "string" ? `${indent}/** ${description} */\n` : "";
}
