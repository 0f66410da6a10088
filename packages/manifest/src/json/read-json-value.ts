import { toJsonInvalid, toJsonTooLarge } from "../diagnostics.ts";
import { inspect, MAX_JSON_BYTES, MAX_JSON_DEPTH, type ParsedJson } from "./parse-json.ts";

/** A value takes at least two bytes of a text: itself, and what stands between it and the next one. */
const MAX_VALUES = MAX_JSON_BYTES / 2;

/**
 * Takes a value made in code for a parsed JSON text, by the same rules. What is checked is a copy, read once: getters and
 * proxies have no second say. Keys without a value (`undefined`) are left out, as `JSON.stringify` does.
 */
export function readJsonValue(value: unknown): ParsedJson {
  let left = MAX_VALUES;
  const copy = (original: unknown, depth: number): unknown => {
    left -= 1;
    // What lies too deep is for the inspection to refuse; a value that contains itself ends there too.
    if (typeof original !== "object" || original === null || depth > MAX_JSON_DEPTH || left < 0) return original;
    if (Array.isArray(original)) {
      if (original.length > left) left = -1;
      return left < 0 ? [] : Array.from(original, (item: unknown) => copy(item, depth + 1));
    }
    return Object.fromEntries(
      Object.keys(original).flatMap((key) => {
        const inner = (original as Readonly<Record<string, unknown>>)[key];
        return inner === undefined ? [] : [[key, copy(inner, depth + 1)]];
      }),
    );
  };
  try {
    const plain = copy(value, 1);
    if (left < 0) return { findings: [toJsonTooLarge(MAX_JSON_BYTES)] };
    const finding = plain === undefined ? undefined : inspect(plain).finding;
    return finding === undefined ? { value: plain, findings: [] } : { findings: [finding] };
  } catch (error) {
    // A getter or a proxy of the plugin threw; whatever it threw may not even have a message.
    return { findings: [toJsonInvalid(`it cannot be read: ${error instanceof Error ? error.message : typeof error}`, undefined)] };
  }
}
