import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DoctorCheck } from "@kodex/manifest";

/** Files that hosts pass over, and that people take for plugins. */
const OTHER_FILE = /\.(?:cjs|cts|jsx|tsx)$/;
const ENTRIES = ["index.js", "index.mjs", "index.ts", "index.mts"];
/** What the text of a plugin holds, and that of a helper hardly. */
const PLUGIN = /\b(?:hooks|capabilities)\b["']?\s*:/;

/** What looks like a plugin in folders of plugins, and is none, since hosts do not look at it: nothing else would say so. */
export function listPassedOver(folders: readonly string[]): readonly DoctorCheck[] {
  return folders.flatMap((folder) => readEntries(folder).flatMap((name) => checkEntry(folder, name)));
}

function checkEntry(folder: string, name: string): readonly DoctorCheck[] {
  const path = join(folder, name);
  if (name.startsWith(".") || name === "node_modules") return [];
  if (OTHER_FILE.test(name))
    return isPlugin(path) ? [toCheck(path, "is no .js, .mjs, .ts or .mts file", "Give it one of these endings.")] : [];
  const entry = ENTRIES.map((candidate) => join(path, candidate)).find((file) => existsSync(file));
  if (entry === undefined || existsSync(join(path, "kodex.plugin.json")) || !isPlugin(entry)) return [];
  return [toCheck(path, "has no kodex.plugin.json", `Write one, or move ${entry} up as a single file.`)];
}

function toCheck(file: string, why: string, hint: string): DoctorCheck {
  return {
    id: `passed-over.${file}`,
    status: "warn",
    code: "PLUGIN_PASSED_OVER",
    message: `${file} ${why} and is passed over`,
    hint,
    file,
  };
}

function isPlugin(file: string): boolean {
  try {
    return PLUGIN.test(readFileSync(file, "utf8"));
  } catch {
    // What cannot be read is no file that one would take for a plugin.
    return false;
  }
}

function readEntries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // A folder that is not there holds nothing; one that cannot be read is a finding of its source.
    return [];
  }
}
