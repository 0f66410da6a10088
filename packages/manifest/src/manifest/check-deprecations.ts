import gte from "semver/functions/gte.js";
import satisfies from "semver/functions/satisfies.js";
import parseSemver from "semver/functions/parse.js";
import validRange from "semver/ranges/valid.js";
import { KODEX_API_VERSION } from "../api-version.ts";
import { toDeprecated, toEngineUnsupported, toRemoved, toVersionInvalid } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import type { Deprecation, HookSpec } from "../hooks/hook-spec.ts";
import { toPointer, valueAt } from "../json/pointer.ts";
import type { ExpandedManifest } from "./expand-manifest.ts";

/** Manifest keys that are to go, by JSON Pointer. Version 1 of the format has none. */
const DEPRECATED_KEYS: Readonly<Record<string, Deprecation>> = {};

/** What a manifest is held against. */
export interface ApiSubject {
  /** Hooks by name. */
  readonly hooks: ReadonlyMap<string, HookSpec>;
  /** Version of the plugin API; this package's own when nobody asks for another. */
  readonly apiVersion: string | undefined;
  /** Manifest keys that are to go, by JSON Pointer. */
  readonly keys?: Readonly<Record<string, Deprecation>>;
}

/** What a manifest uses that one version of the API deprecates or no longer has. */
export function checkDeprecations(
  manifest: Partial<ExpandedManifest>,
  who: string,
  { apiVersion, hooks, keys = DEPRECATED_KEYS }: ApiSubject,
): Finding[] {
  if (apiVersion !== undefined && parseSemver(apiVersion) === null) return [toVersionInvalid("", apiVersion, undefined)];
  const version = apiVersion ?? KODEX_API_VERSION;
  const judge = (path: string, subject: string, deprecation: Deprecation | undefined): Finding[] => {
    if (deprecation === undefined || !gte(version, deprecation.since)) return [];
    return [(gte(version, deprecation.removal) ? toRemoved : toDeprecated)(who, path, subject, deprecation)];
  };
  return [
    ...(apiVersion === undefined ? [] : checkEngine(manifest.engines?.kodex ?? "^1.0.0", who, apiVersion)),
    ...Object.entries(keys).flatMap(([path, deprecation]) =>
      valueAt(manifest, path) === undefined ? [] : judge(path, `the key "${path.slice(1)}"`, deprecation),
    ),
    ...Object.entries(manifest.hooks ?? {}).flatMap(([hook, { fields = [], match = {} }]) => {
      const spec = hooks.get(hook);
      const path = toPointer("/hooks", hook);
      const places = [
        ...fields.map((field, index) => [field, `${path}/fields/${index}`] as const),
        ...Object.keys(match).map((field) => [field, toPointer(`${path}/match`, field)] as const),
      ];
      return [
        ...judge(path, `hook "${hook}"`, spec?.deprecated),
        ...places.flatMap(([field, place]) => judge(place, `field "${field}" of hook "${hook}"`, spec?.deprecatedFields?.[field])),
      ];
    }),
  ];
}

function checkEngine(range: string, who: string, apiVersion: string): Finding[] {
  const fits = validRange(range) === null || satisfies(apiVersion, range, { includePrerelease: true });
  return fits ? [] : [toEngineUnsupported(who, range, apiVersion)];
}
