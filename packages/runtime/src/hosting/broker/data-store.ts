import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PluginData } from "../../plugin.ts";

/** Longest name of a file that a key may become, in bytes, without its extension. */
const MAX_NAME_BYTES = 240;
/** Largest value, in UTF-16 units of its JSON. */
const MAX_VALUE_LENGTH = 1024 * 1024;

/**
 * A plugin's key-value store: one JSON file per key, replaced as a whole. Whoever reads sees a whole value, the old one
 * or the new one; of two who write the later one wins.
 */
export function createDataStore(folder: string): PluginData {
  return {
    async get(key) {
      const text = await readFile(join(folder, toFileName(key)), "utf8").catch(toMissing);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    async set(key, value) {
      const file = join(folder, toFileName(key));
      const text = JSON.stringify(value) as string | undefined;
      if (text === undefined) throw new TypeError(`the value of ${JSON.stringify(key)} is not JSON`);
      if (text.length > MAX_VALUE_LENGTH)
        throw new RangeError(`the value of ${JSON.stringify(key)} is ${text.length} characters long, and ${MAX_VALUE_LENGTH} is the most`);
      await mkdir(folder, { recursive: true });
      const draft = join(folder, `.${crypto.randomUUID()}`);
      try {
        await writeFile(draft, text);
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async delete(key) {
      await rm(join(folder, toFileName(key)), { force: true });
    },
    async keys() {
      const names = (await readdir(folder).catch(toMissing)) ?? [];
      return names.flatMap(toKey).sort();
    },
  };
}

/**
 * The file of a key. Everything but small letters, digits and hyphens is written as `%xx`, byte by byte, so that two
 * keys never share a file, also where the file system takes `A` for `a` or one Unicode form for another.
 */
export function toFileName(key: string): string {
  if (!key.isWellFormed()) throw new TypeError(`the key ${JSON.stringify(key)} is not well-formed Unicode`);
  const name = [...Buffer.from(key, "utf8")].map(toSafe).join("");
  if (name.length > MAX_NAME_BYTES) throw new RangeError(`the key ${JSON.stringify(key.slice(0, 40))}… is too long to be a file's name`);
  return `=${name}.json`;
}

function toSafe(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[a-z0-9-]/.test(character) ? character : `%${byte.toString(16).padStart(2, "0")}`;
}

/** The key of a file; nothing for a draft, or for what somebody else has put there. */
function toKey(name: string): readonly string[] {
  const safe = /^=((?:[a-z0-9-]|%[0-9a-f]{2})*)\.json$/.exec(name)?.[1];
  if (safe === undefined) return [];
  const bytes = safe.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [Buffer.from(bytes, "latin1").toString("utf8")];
}

function toMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}
