import { KodexError } from "@kodex/manifest";

const TIERS: readonly unknown[] = ["policy", "host", "user", "project", "builtin"];

/**
 * Why something that a source answered is no candidate; undefined when it is one. Sources in plain JavaScript can answer
 * anything.
 */
export function findCandidateFault(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return "is no object";
  const candidate = value as Readonly<Record<string, unknown>>;
  const text = ["origin", "source", "file", "root"].find((key) => typeof candidate[key] !== "string");
  if (text !== undefined) return `has a "${text}" that is no text`;
  if (!TIERS.includes(candidate["tier"])) return `has a "tier" that is none of ${TIERS.join(", ")}`;
  // Anything but a boolean might pass for true, and with it for the workspace's own code.
  if (typeof candidate["firstParty"] !== "boolean") return 'has a "firstParty" that is no boolean';
  return findKindFault(candidate);
}

function findKindFault({
  error,
  kind,
  plugin,
  position,
  readDefaults,
  readText,
  stamp,
}: Readonly<Record<string, unknown>>): string | undefined {
  switch (kind) {
    case "manifest":
      if (typeof readText !== "function") return 'has a "readText" that is no function';
      if (readDefaults !== undefined && typeof readDefaults !== "function") return 'has a "readDefaults" that is no function';
      return stamp === undefined || typeof stamp === "string" ? undefined : 'has a "stamp" that is no text';
    case "module":
      return undefined;
    case "inline":
      if (typeof position !== "number") return 'has a "position" that is no number';
      return plugin === undefined ? 'lacks the "plugin"' : undefined;
    case "unreadable":
      return KodexError.is(error) ? undefined : 'has an "error" that is no KodexError';
    default:
      return 'has a "kind" that is none of manifest, module, inline, unreadable';
  }
}
