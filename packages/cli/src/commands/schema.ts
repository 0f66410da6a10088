import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { CommandInput, CommandOutput } from "../command.ts";
import { toSchemaUnknown } from "../errors.ts";

const SUFFIX = ".v1.schema.json";

/** Names of the schemas that are published, sorted. */
export function listSchemas(): readonly string[] {
  return readdirSync(toFolder(), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length).replaceAll("\\", "/"))
    .sort();
}

/** `kodex schema [name]`: a JSON Schema as it is published; without a name, what names there are. */
export async function runSchema({ args }: CommandInput): Promise<CommandOutput> {
  const names = listSchemas();
  const [name] = args;
  if (name === undefined) return { ok: true, data: { names }, diagnostics: [], render: () => names.join("\n") };
  if (!names.includes(name)) throw toSchemaUnknown(name, names);
  const text = readFileSync(join(toFolder(), `${name}${SUFFIX}`), "utf8").trimEnd();
  return { ok: true, isBare: true, data: {}, diagnostics: [], render: () => text };
}

function toFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@kodex/manifest/package.json")), "schemas");
}
