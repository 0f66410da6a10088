import { toFrozenCopy } from "./json/frozen-copy.ts";
import type { Place } from "./json/locate.ts";
import type { Diagnostic } from "./schema-types.gen.ts";

/** Every code that this package gives. */
export type ManifestErrorCode =
  | "JSON_INVALID"
  | "JSON_TOO_LARGE"
  | "JSON_TOO_DEEP"
  | "JSON_KEY_DUPLICATE"
  | "JSON_KEY_FORBIDDEN"
  | "SCHEMA_KEY_UNKNOWN"
  | "SCHEMA_KEY_MISSING"
  | "SCHEMA_TYPE_WRONG"
  | "SCHEMA_VALUE_INVALID"
  | "MANIFEST_VERSION_UNSUPPORTED"
  | "NAME_INVALID"
  | "NAME_CONFUSABLE"
  | "VERSION_INVALID"
  | "RANGE_INVALID"
  | "ENGINE_UNSUPPORTED"
  | "ENTRY_MISSING"
  | "ENTRY_AMBIGUOUS"
  | "ENTRY_OUTSIDE"
  | "ENTRY_NOT_ALLOWED"
  | "HOOK_UNKNOWN"
  | "HOOK_HOST_ONLY"
  | "MATCH_FIELD_UNKNOWN"
  | "MATCH_PATTERN_INVALID"
  | "EVENT_NAME_INVALID"
  | "CAPABILITY_ID_INVALID"
  | "PLATFORM_INVALID"
  | "PLUGIN_SCHEMA_INVALID"
  | "PERMISSION_INVALID"
  | "TIMEOUT_SUSPICIOUS"
  | "DEPRECATED"
  | "REMOVED"
  | "NORMALIZED";

/** A diagnostic before it is known which plugin, file and line it is about. */
export interface Finding {
  readonly severity: Diagnostic["severity"];
  readonly code: ManifestErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** JSON Pointer. */
  readonly path: string;
  /** Known already for findings about the text itself. */
  readonly place?: Place;
}

/** A finding that rejects. */
export function toErrorFinding(code: ManifestErrorCode, path: string, message: string, hint: string): Finding {
  return { severity: "error", code, path, message, hint };
}

/** A finding that is likely a mistake. */
export function toWarningFinding(code: ManifestErrorCode, path: string, message: string, hint: string): Finding {
  return { severity: "warning", code, path, message, hint };
}

/** Longest value that a message repeats. */
const MAX_SHOWN = 120;

/** A value as a message repeats it: as JSON with sorted keys, cut where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(toFrozenCopy(value)) ?? String(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
