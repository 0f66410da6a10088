import { type Finding, show, toErrorFinding as error, toWarningFinding as warning } from "./finding.ts";
import type { Deprecation } from "./hooks/hook-spec.ts";
import type { Place } from "./json/locate.ts";

const didYouMean = (closest: string | undefined, otherwise: string): string =>
  closest === undefined ? otherwise : `Did you mean "${closest}"?`;

export const toJsonInvalid = (reason: string, place: Place | undefined, remedy = "Mend the text."): Finding => ({
  ...error("JSON_INVALID", "", `not valid JSON: ${reason}`, remedy),
  ...(place === undefined ? {} : { place }),
});
export const toJsonTooLarge = (maxBytes: number): Finding =>
  error("JSON_TOO_LARGE", "", `the text is larger than ${maxBytes} bytes`, "Move large schemas and examples out of the file.");
export const toJsonTooDeep = (maxDepth: number): Finding =>
  error("JSON_TOO_DEEP", "", `the value is nested more than ${maxDepth} levels deep`, "Flatten the schemas and examples in the file.");
export const toJsonKeyForbidden = (key: string, parent: string): Finding =>
  error("JSON_KEY_FORBIDDEN", parent, `the key ${show(key)} is not allowed`, `Rename ${show(key)}.`);
export function toJsonKeyDuplicate(found: { readonly key: string; readonly path: string; readonly place: Place } | undefined): Finding {
  if (found === undefined) return error("JSON_KEY_DUPLICATE", "", "a key stands twice in one object", "Remove the second key.");
  return {
    ...error("JSON_KEY_DUPLICATE", found.path, `the key ${show(found.key)} stands twice in one object`, `Remove one ${show(found.key)}.`),
    place: found.place,
  };
}

export const toKeyUnknown = (who: string, path: string, key: string, remedy: string): Finding =>
  error("SCHEMA_KEY_UNKNOWN", path, `${who} has the key ${show(key)}, which does not exist`, remedy);
export const toKeyMissing = (who: string, path: string, key: string): Finding =>
  error("SCHEMA_KEY_MISSING", path, `${who} lacks the key ${show(key)}`, `Add ${show(key)}.`);
export const toTypeWrong = (who: string, path: string, expected: string, actual: string): Finding =>
  error(
    "SCHEMA_TYPE_WRONG",
    path,
    `${who} has ${actual} at ${path === "" ? "its root" : path}, where ${expected} is expected`,
    `Write ${expected}${path === "" ? "" : ` at ${path}`}.`,
  );
export const toValueInvalid = (who: string, path: string, value: unknown, rule: string): Finding =>
  error("SCHEMA_VALUE_INVALID", path, `${who} has ${show(value)} at ${path}, which must ${rule}`, `Change ${path}.`);
export const toManifestVersionUnsupported = (who: string, value: unknown): Finding =>
  error(
    "MANIFEST_VERSION_UNSUPPORTED",
    "/manifestVersion",
    `${who} has manifest version ${show(value)}; this host reads version 1`,
    'Write 1 for "manifestVersion", or update the host.',
  );

export const toNameInvalid = (path: string, name: string, closest: string | undefined): Finding =>
  error(
    "NAME_INVALID",
    path,
    `${show(name)} is not a plugin name: lower-case letters, digits and single hyphens, at most 64 a segment`,
    closest === undefined ? 'Write a name such as "hello-world".' : `Write "${closest}".`,
  );
export const toNameConfusable = (name: string, known: string): Finding =>
  warning("NAME_CONFUSABLE", "/name", `${show(name)} is one edit away from ${show(known)}`, 'Choose a "name" that nobody can mistake.');
export const toVersionInvalid = (path: string, version: string, fix: string | undefined): Finding =>
  error(
    "VERSION_INVALID",
    path,
    `${show(version)} is not a SemVer version`,
    fix === undefined ? 'Write a version such as "1.0.0".' : `Write "${fix}".`,
  );
export const toRangeInvalid = (path: string, range: string): Finding =>
  error("RANGE_INVALID", path, `${show(range)} is not a SemVer range`, 'Write a range such as "^1.0.0".');
export const toEngineUnsupported = (who: string, range: string, apiVersion: string): Finding =>
  error(
    "ENGINE_UNSUPPORTED",
    "/engines/kodex",
    `${who} needs the plugin API ${range}; it is held against ${apiVersion}`,
    'Widen "engines.kodex" once the plugin runs there.',
  );
export const toEntryMissing = (who: string): Finding =>
  error("ENTRY_MISSING", "", `${who} has neither "main" nor "command"`, 'Add "main" with the path of its module.');
export const toEntryAmbiguous = (who: string): Finding =>
  error("ENTRY_AMBIGUOUS", "/command", `${who} has both "main" and "command"`, 'Remove "main" or "command".');
export const toEntryNotAllowed = (who: string, key: string): Finding =>
  error("ENTRY_NOT_ALLOWED", `/${key}`, `${who} carries its manifest in code and has "${key}" nevertheless`, `Remove "${key}".`);
export const toEntryOutside = (who: string, main: string): Finding =>
  error(
    "ENTRY_OUTSIDE",
    "/main",
    `${who} has its module at ${show(main)}, which is not a path inside its folder`,
    'Write a path that begins with "./".',
  );
export const toHookUnknown = (who: string, path: string, hook: string, closest: string | undefined): Finding =>
  error(
    "HOOK_UNKNOWN",
    path,
    `${who} declares hook ${show(hook)}, which does not exist`,
    didYouMean(closest, "See `kodex schema hooks` for the hooks that exist."),
  );
export const toHookHostOnly = (who: string, path: string, hook: string): Finding =>
  error("HOOK_HOST_ONLY", path, `${who} declares hook ${show(hook)}, which only the host may handle`, `Remove ${show(hook)}.`);
export const toFieldUnknown = (
  path: string,
  {
    closest,
    field,
    hook,
    who,
  }: { readonly who: string; readonly hook: string; readonly field: string; readonly closest: string | undefined },
): Finding =>
  error(
    "MATCH_FIELD_UNKNOWN",
    path,
    `${who} names ${show(field)}, which is not a payload field of "${hook}"`,
    didYouMean(closest, `Name a field that \`kodex schema hooks\` lists for "${hook}".`),
  );
export const toMatchPatternInvalid = (path: string, pattern: string): Finding =>
  error(
    "MATCH_PATTERN_INVALID",
    path,
    `the pattern ${show(pattern)} has a star inside`,
    `Let the star of ${show(pattern)} stand at its beginning or at its end.`,
  );
export const toEventNameInvalid = (who: string, path: string, event: string, expected: string): Finding =>
  error(
    "EVENT_NAME_INVALID",
    path,
    `${who} declares the event ${show(event)}, whose name does not begin with ${show(expected)}`,
    `Name it "${expected}<moment>".`,
  );
export const toCapabilityIdInvalid = (who: string, path: string, id: string): Finding =>
  error(
    "CAPABILITY_ID_INVALID",
    path,
    `${who} declares capability ${show(id)}, which is not of the form "area.verb"`,
    'Write lower-case words with dots between them, such as "code.format".',
  );
export const toPlatformInvalid = (path: string, platform: string): Finding =>
  error(
    "PLATFORM_INVALID",
    path,
    `${show(platform)} is not a platform`,
    'Write "linux", "darwin" or "win32", with "-x64" or "-arm64" behind it if need be.',
  );
export const toPluginSchemaInvalid = (who: string, path: string, problem: string, remedy: string): Finding =>
  error("PLUGIN_SCHEMA_INVALID", path, `${who} has a JSON Schema at ${path} that ${problem}`, remedy);
export const toPermissionInvalid = (path: string, subject: string, reason: string): Finding =>
  error("PERMISSION_INVALID", path, `the permission ${show(subject)} ${reason}`, `Change or remove ${path}.`);
export const toTimeoutSuspicious = (who: string, path: string, timeoutMs: number): Finding =>
  warning("TIMEOUT_SUSPICIOUS", path, `${who} has a deadline of ${timeoutMs} ms`, `Write ${timeoutMs * 1000} if seconds were meant.`);

export const toDeprecated = (who: string, path: string, subject: string, deprecation: Deprecation): Finding =>
  warning(
    "DEPRECATED",
    path,
    `${who} uses ${subject}, which is deprecated since ${deprecation.since} and is gone in ${deprecation.removal}`,
    toInstead(path, deprecation),
  );
export const toRemoved = (who: string, path: string, subject: string, deprecation: Deprecation): Finding =>
  error("REMOVED", path, `${who} uses ${subject}, which is gone since ${deprecation.removal}`, toInstead(path, deprecation));
const toInstead = (path: string, { replacement }: Deprecation): string =>
  replacement === undefined ? `Remove ${path}.` : `Use ${show(replacement)} instead.`;

export const toNormalized = (path: string, from: unknown, to: unknown): Finding => ({
  severity: "info",
  code: "NORMALIZED",
  path,
  message: `${show(from)} was read as ${show(to)}`,
});
