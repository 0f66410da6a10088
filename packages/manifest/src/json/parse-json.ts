import { toJsonInvalid, toJsonKeyDuplicate, toJsonKeyForbidden, toJsonTooDeep, toJsonTooLarge } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import { findDuplicateKey } from "./locate.ts";
import { toPointer } from "./pointer.ts";
import { findSyntaxFault } from "./syntax-fault.ts";

/** Most bytes of a JSON text from a plugin. */
export const MAX_JSON_BYTES: number = 1024 * 1024;
/** Most levels of nesting. */
export const MAX_JSON_DEPTH = 64;

/** The value of a text, or why there is none. */
export type ParsedJson =
  | { readonly value: unknown; readonly findings: readonly [] }
  | { readonly value?: undefined; readonly findings: readonly [Finding, ...Finding[]] };

/**
 * Parses JSON that a plugin brought. Refuses more than 1 MiB, more than 64 levels, duplicate keys, the keys that
 * reach an object's prototype, and texts that have no UTF-8 form and therefore no canonical one.
 */
export function parseJson(text: string): ParsedJson {
  // A text of n UTF-16 units has at least n and at most 3n bytes; only in between is it worth counting.
  if (text.length > MAX_JSON_BYTES || (text.length * 3 > MAX_JSON_BYTES && new TextEncoder().encode(text).length > MAX_JSON_BYTES))
    return { findings: [toJsonTooLarge(MAX_JSON_BYTES)] };
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const { place, reason, remedy } = findSyntaxFault(source) ?? { reason: (error as Error).message };
    return { findings: [toJsonInvalid(reason, place, remedy)] };
  }
  const structure = inspect(value);
  if (structure.finding !== undefined) return { findings: [structure.finding] };
  // JSON.parse keeps the last of two equal keys: fewer keys in the value than in the text give that away.
  if (structure.keys !== countKeys(source)) return { findings: [toJsonKeyDuplicate(findDuplicateKey(source))] };
  return { value, findings: [] };
}

/** What a walk through a value has found. */
export interface Inspection {
  /** Keys of all objects together. */
  readonly keys: number;
  /** Why no acceptable text has this value. */
  readonly finding?: Finding;
}

/** Walks through a value up to the first thing that an acceptable JSON text could not have said. */
export function inspect(root: unknown): Inspection {
  let keys = 0;
  const seek = (value: unknown, depth: number, path: () => string): Finding | undefined => {
    if (typeof value !== "object" || value === null) return toScalarFinding(value, path);
    if (depth > MAX_JSON_DEPTH) return toJsonTooDeep(MAX_JSON_DEPTH);
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        const finding = seek(value[index], depth + 1, () => toPointer(path(), index));
        if (finding !== undefined) return finding;
      }
      return undefined;
    }
    for (const key of Object.keys(value)) {
      keys += 1;
      if (key === "__proto__" || key === "constructor" || key === "prototype") return toJsonKeyForbidden(key, path());
      const finding = toScalarFinding(key, path) ?? seek((value as Record<string, unknown>)[key], depth + 1, () => toPointer(path(), key));
      if (finding !== undefined) return finding;
    }
    return undefined;
  };
  const finding = seek(root, 1, () => "");
  return finding === undefined ? { keys } : { keys, finding };
}

function toScalarFinding(value: unknown, path: () => string): Finding | undefined {
  if (typeof value === "string")
    return value.isWellFormed() ? undefined : toJsonInvalid(`a text at "${path()}" has half of a surrogate pair`, undefined);
  if (typeof value === "boolean" || value === null || Number.isFinite(value)) return undefined;
  return toJsonInvalid(`${typeof value === "number" ? String(value) : `a value of type ${typeof value}`} at "${path()}"`, undefined);
}

/** Strings in valid JSON, each with the colon behind it if it is a key. No two alternatives begin alike: linear time. */
const STRING_OR_KEY = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

function countKeys(text: string): number {
  let count = 0;
  for (const match of text.matchAll(STRING_OR_KEY)) if (match[1] !== undefined) count += 1;
  return count;
}
