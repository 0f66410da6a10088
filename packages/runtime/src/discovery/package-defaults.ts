import type { ManifestInput } from "@kodex/manifest";
import { toPackageJsonInvalid } from "../errors.ts";
import { readRegularFile } from "./regular-file.ts";

/** What a manifest may leave out because the `package.json` beside it says it; nothing when there is none. @throws PluginLoadError */
export function readPackageDefaults(file: string): Partial<ManifestInput> {
  const { author, description, homepage, keywords, license, name, repository, version } = readPackageJson(file) ?? {};
  const all = {
    author: toPart(author, ["name", "email", "url"]),
    description,
    homepage,
    keywords,
    license,
    name,
    repository: toPart(repository, ["type", "url", "directory"]),
    version,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<ManifestInput>;
}

/** The object in a `package.json`; undefined when there is no such file. @throws PluginLoadError with code PACKAGE_JSON_INVALID */
export function readPackageJson(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // npm reads past a byte order mark too.
    const value: unknown = JSON.parse(readRegularFile(file).replace(/^\uFEFF/, ""));
    if (!isRecord(value)) throw new TypeError("an object is expected");
    return value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw toPackageJsonInvalid(file, error);
  }
}

/** Whether a value is an object with keys of its own. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object of `package.json` with the keys that a manifest knows. */
function toPart(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}
