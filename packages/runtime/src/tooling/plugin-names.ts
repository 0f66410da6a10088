import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { PluginSource } from "../discovery/source.ts";

/** What can be known of plugins without running code or checking anything: for completion, where a wrong word costs nothing. */
export interface PluginNames {
  /** Names, sorted, each once; of a single file the file's name, which by convention is the plugin's. */
  readonly plugins: readonly string[];
  /** Ids of capabilities that manifests declare, sorted, each once. */
  readonly capabilities: readonly string[];
}

/** Reads names from manifests. What cannot be read is left out: other commands report it. */
export function readPluginNames(cwd: string, sources: readonly PluginSource[]): PluginNames {
  const plugins = new Set<string>();
  const capabilities = new Set<string>();
  for (const candidate of sources.flatMap((source) => source.discover({ cwd }))) {
    if (candidate.kind === "module") plugins.add(basename(candidate.file, extname(candidate.file)));
    if (candidate.kind !== "manifest") continue;
    const manifest = peek(candidate.file);
    if (typeof manifest.name === "string") plugins.add(manifest.name);
    const declared = manifest.capabilities;
    const ids = Array.isArray(declared) ? declared : Object.keys(typeof declared === "object" ? (declared ?? {}) : {});
    for (const id of ids) if (typeof id === "string") capabilities.add(id);
  }
  return { plugins: [...plugins].sort(), capabilities: [...capabilities].sort() };
}

function peek(file: string): { readonly name?: unknown; readonly capabilities?: unknown } {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) ?? {}) as { name?: unknown; capabilities?: unknown };
  } catch {
    // `kodex doctor` says what is wrong with it.
    return {};
  }
}
