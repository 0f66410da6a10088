import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PluginData } from "../../plugin.ts";

/** A plugin's key-value store: one JSON file per key, replaced as a whole. */
export function createDataStore(plugin: string, stateDirectory: string): PluginData {
  const folder = join(stateDirectory, "data", encodeURIComponent(plugin), "store");
  const toFile = (key: string): string => join(folder, `${encodeURIComponent(key).replaceAll(".", "%2E")}.json`);
  return {
    async get(key) {
      const text = await readFile(toFile(key), "utf8").catch(toMissing);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    async set(key, value) {
      const text = JSON.stringify(value);
      if (text === undefined) throw new TypeError(`the value of "${key}" is not JSON`);
      await mkdir(folder, { recursive: true });
      const draft = join(folder, `.${randomBytes(8).toString("hex")}`);
      await writeFile(draft, text);
      await rename(draft, toFile(key));
    },
    delete: (key) => rm(toFile(key), { force: true }),
    async keys() {
      const names = (await readdir(folder).catch(toMissing)) ?? [];
      return names
        .filter((name) => name.endsWith(".json") && !name.startsWith("."))
        .map((name) => decodeURIComponent(name.slice(0, -".json".length)))
        .sort();
    },
  };
}

function toMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}
