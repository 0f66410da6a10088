import type { ManifestInput } from "@kodex/manifest";
import { toPackageJsonInvalid } from "../errors.ts";
import { readRegularFile } from "./regular-file.ts";

/**
 * What a manifest may leave out because the `package.json` beside it says it; nothing when there is none. Name and
 * version are taken as they are; of the rest, what npm allows and a manifest does not is left out.
 * @throws PluginLoadError with code PACKAGE_JSON_INVALID
 */
export function readPackageDefaults(file: string): Partial<ManifestInput> {
  const { author, description, homepage, keywords, license, name, repository, version } = readPackageJson(file) ?? {};
  const all = {
    author: toPart(author, ["name", "email", "url"]),
    description: toText(description),
    homepage: toText(homepage),
    keywords: Array.isArray(keywords) && keywords.every(isText) ? keywords : undefined,
    license: toText(license),
    name,
    repository: toPart(repository, ["url", "type", "directory"]),
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

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function toText(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

/** A text, or an object with the keys that a manifest knows, of which the first must be there. */
function toPart(value: unknown, keys: readonly [string, ...string[]]): unknown {
  if (!isRecord(value)) return toText(value);
  if (!isText(value[keys[0]])) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key, part]) => keys.includes(key) && isText(part)));
}
