import type { Handler } from "./handler.ts";

/** Chooses the handlers whose `match` fits a payload, in order. */
export type HandlerSelector = (payload: unknown) => readonly Handler[];

/** Most answers that are remembered per hook; a host with more distinct values than this pays for the choice anew. */
const MAX_REMEMBERED = 256;

/**
 * Prepares the choice for one hook. The choice depends on the matched fields' values alone, so it is made once per
 * combination of values and then found by one look-up: the cost of an emit follows the handlers that match, not
 * those that are installed.
 */
export function createHandlerSelector(handlers: readonly Handler[]): HandlerSelector {
  const fields = [...new Set(handlers.flatMap((handler) => Object.keys(handler.match)))];
  const [field] = fields;
  if (field === undefined) return () => handlers;
  const remembered = new Map<string, readonly Handler[]>();
  const toKey =
    fields.length === 1
      ? (payload: unknown) => toText(payload, field)
      : (payload: unknown) => JSON.stringify(fields.map((name) => toText(payload, name) ?? null));
  const unfit = handlers.filter((handler) => Object.keys(handler.match).length === 0);
  return (payload) => {
    const key = toKey(payload);
    if (key === undefined) return unfit;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const selected = handlers.filter((handler) => isMatch(handler.match, payload));
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, selected);
    return selected;
  };
}

/** Whether every field that a `match` names holds a text that fits one of its patterns. */
export function isMatch(match: Handler["match"], payload: unknown): boolean {
  return Object.entries(match).every(([field, patterns]) => {
    const text = toText(payload, field);
    return text !== undefined && patterns.some((pattern) => fits(pattern, text));
  });
}

function toText(payload: unknown, field: string): string | undefined {
  if (typeof payload !== "object" || payload === null || !Object.hasOwn(payload, field)) return undefined;
  const value = (payload as Readonly<Record<string, unknown>>)[field];
  return typeof value === "string" ? value : undefined;
}

/** A pattern is a literal, or has one `*` at its beginning, its end, or both. */
function fits(pattern: string, text: string): boolean {
  const leading = pattern.startsWith("*");
  const trailing = pattern.endsWith("*") && pattern.length > 1;
  const literal = pattern.slice(leading ? 1 : 0, trailing ? -1 : undefined);
  if (leading && trailing) return text.includes(literal);
  if (leading) return text.endsWith(literal);
  return trailing ? text.startsWith(literal) : text === literal;
}
