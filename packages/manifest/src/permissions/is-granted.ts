import type { PermissionAtom } from "./atom.ts";

/** Whether one of the grants covers what is needed. A grant covers itself; malformed ones cover nothing. */
export function isGranted(needed: PermissionAtom, grants: readonly PermissionAtom[]): boolean {
  return grants.some((grant) => grant === needed || covers(grant, needed));
}

function covers(grant: PermissionAtom, needed: PermissionAtom): boolean {
  const [kind, rest] = split(grant);
  const [neededKind, neededRest] = split(needed);
  if (kind !== neededKind) return false;
  switch (kind) {
    case "fs":
      return coversPath(rest, neededRest);
    case "net":
      return coversHost(rest, neededRest);
    case "exec":
      return coversProgram(rest, neededRest);
    case "model":
      return coversModel(rest, neededRest);
    default:
      return false;
  }
}

/** Text before the first colon, and behind it. */
function split(text: string): [string, string] {
  const colon = text.indexOf(":");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}

function coversPath(grant: string, needed: string): boolean {
  const [path, scope] = splitLast(grant);
  const [neededPath, neededScope] = splitLast(needed);
  if (scope !== neededScope || !path.endsWith("/**")) return false;
  const folder = path.slice(0, -"/**".length);
  return neededPath === folder || neededPath.startsWith(`${folder}/`);
}

/** Text before the last colon, and behind it. */
function splitLast(text: string): [string, string] {
  const colon = text.lastIndexOf(":");
  return [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
}

/** A wildcard stands for exactly one label. */
function coversHost(grant: string, needed: string): boolean {
  if (!grant.startsWith("*.")) return false;
  const dot = needed.indexOf(".");
  return dot > 0 && needed.slice(dot) === grant.slice(1);
}

function coversProgram(grant: string, needed: string): boolean {
  const [bin, patterns] = split(grant);
  const [neededBin, args] = split(needed);
  if (bin !== neededBin) return false;
  const wanted = toList(args);
  const allowed = toList(patterns);
  if (wanted === undefined || allowed === undefined) return false;
  const open = allowed.at(-1) === "**";
  const fixed = open ? allowed.slice(0, -1) : allowed;
  if (open ? wanted.length < fixed.length : wanted.length !== fixed.length) return false;
  // A needed pattern is only covered by the same pattern or a wider one.
  return fixed.every((pattern, place) => pattern === wanted[place] || (pattern === "*" && wanted[place] !== "**"));
}

function toList(json: string): readonly string[] | undefined {
  const value = toJson(json);
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}

/** A grant without a limit covers every limit; with one, those that are not above it. */
function coversModel(grant: string, needed: string): boolean {
  const [name, limits] = split(grant);
  const [neededName, neededLimits] = split(needed);
  const allowed = toJson(limits);
  const wanted = toJson(neededLimits);
  if (name !== neededName || typeof allowed !== "object" || typeof wanted !== "object" || allowed === null || wanted === null) return false;
  return Object.entries(allowed).every(([limit, most]) => {
    const amount = (wanted as Readonly<Record<string, unknown>>)[limit];
    return typeof most === "number" && typeof amount === "number" && amount <= most;
  });
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Limits that are not JSON allow nothing.
    return undefined;
  }
}
