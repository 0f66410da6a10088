import { existsSync, readFileSync } from "node:fs";
import type { ManifestInput } from "@kodex/manifest";
import { toPackageJsonInvalid } from "../errors.ts";

/** What a manifest may leave out because the `package.json` beside it says it; nothing when there is none. @throws PluginLoadError */
export function readPackageDefaults(file: string): Partial<ManifestInput> {
  if (!existsSync(file)) return {};
  let manifest: Readonly<Record<string, unknown>>;
  try {
    manifest = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw toPackageJsonInvalid(file, error);
  }
  const { author, description, homepage, keywords, license, name, repository, version } = manifest;
  const all = { author: toPart(author, ["name", "email", "url"]), description, homepage, keywords, license, name, repository: toPart(repository, ["type", "url", "directory"]), version };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<ManifestInput>;
}

/** An object of `package.json` with the keys that a manifest knows. */
function toPart(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}
