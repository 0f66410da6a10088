import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findClosest } from "@kodex/manifest";
import type { CommandInput, CommandOutput } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const SUFFIX = ".v1.schema.json";

/** `kodex schema [name]`: a JSON Schema as it is published; without a name, what names there are. */
export async function runSchema({ args }: CommandInput): Promise<CommandOutput> {
  const folder = join(dirname(createRequire(import.meta.url).resolve("@kodex/manifest/package.json")), "schemas");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length).replaceAll("\\", "/"))
    .sort();
  const [name] = args;
  if (name === undefined) return { ok: true, data: { names }, diagnostics: [], render: () => names.join("\n") };
  if (!names.includes(name)) {
    const closest = findClosest(name, names);
    throw new UsageError(
      "SCHEMA_UNKNOWN",
      `there is no schema "${name}"`,
      closest === undefined ? `Name one of ${names.join(", ")}.` : `Did you mean "${closest}"?`,
    );
  }
  const text = readFileSync(join(folder, `${name}${SUFFIX}`), "utf8").trimEnd();
  return { ok: true, data: JSON.parse(text), diagnostics: [], render: () => text };
}
