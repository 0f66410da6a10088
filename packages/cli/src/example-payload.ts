import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** As much of JSON Schema as the schema of the hooks uses. */
interface Schema {
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly type?: string;
}

/** The smallest payload that a hook takes, as JSON with gaps to fill in; undefined for an event of a plugin. */
export function readExamplePayload(hook: string): string | undefined {
  const file = createRequire(import.meta.url).resolve("@kodex/manifest/schemas/hooks.v1.schema.json");
  const root = JSON.parse(readFileSync(file, "utf8")) as Schema;
  const payload = root.properties?.[hook]?.properties?.["payload"];
  return payload === undefined ? undefined : JSON.stringify(toExample(payload, root));
}

function toExample(schema: Schema, root: Schema): unknown {
  const { $ref, anyOf: [first] = [], enum: [choice] = [], properties = {}, required = [], type } = schema;
  if ($ref !== undefined) return toExample(root.$defs?.[$ref.slice("#/$defs/".length)] ?? {}, root);
  if (first !== undefined) return toExample(first, root);
  if (schema.const !== undefined) return schema.const;
  if (choice !== undefined) return choice;
  if (type === "string") return "…";
  if (type === "number" || type === "integer") return schema.minimum ?? 0;
  if (type === "boolean") return false;
  if (type === "array") return [];
  return Object.fromEntries(required.map((key) => [key, toExample(properties[key] ?? {}, root)]));
}
