import type { Handler } from "./handler.ts";
import { isLiteral, isMatch, toText } from "./match.ts";

/** Chooses the handlers whose `match` fits a payload, in order. */
export type HandlerSelector = (payload: unknown) => readonly Handler[];

/** Most answers that are remembered per hook; a host with more distinct values than this pays for the choice anew. */
const MAX_REMEMBERED = 256;

/** Longest key that is remembered: prompts and the like hardly come twice. */
const MAX_KEY_LENGTH = 256;

/**
 * Prepares the choice for one hook. The choice depends on the matched fields' values alone, so it is made once per
 * combination of values and then found by one look-up. It is made from an index over the literal patterns, so that its
 * cost follows the handlers that match, not those that are installed.
 */
export function createHandlerSelector(handlers: readonly Handler[]): HandlerSelector {
  const fields = [...new Set(handlers.flatMap(({ match }) => Object.keys(match)))];
  const [field] = fields;
  if (field === undefined) return () => handlers;
  const remembered = new Map<string | undefined, readonly Handler[]>();
  const choose = createChoice(handlers);
  const toKey =
    fields.length === 1
      ? (payload: unknown) => toText(payload, field)
      : (payload: unknown) => JSON.stringify(fields.map((name) => toText(payload, name) ?? null));
  return (payload) => {
    const key = toKey(payload);
    if (key !== undefined && key.length > MAX_KEY_LENGTH) return choose(payload);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const chosen = choose(payload);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, chosen);
    return chosen;
  };
}

/** Places of handlers, by a field and the text that it must hold. */
type LiteralIndex = Map<string, Map<string, number[]>>;

function createChoice(handlers: readonly Handler[]): HandlerSelector {
  const index: LiteralIndex = new Map();
  const others: number[] = [];
  for (const [place, { match }] of handlers.entries()) {
    const literal = Object.entries(match).find(([, patterns]) => patterns.every(isLiteral));
    if (literal === undefined) others.push(place);
    else enter(index, literal, place);
  }
  return (payload) => {
    const places = [...others];
    for (const [field, byText] of index) {
      const text = toText(payload, field);
      if (text !== undefined) places.push(...(byText.get(text) ?? []));
    }
    return places
      .sort((a, b) => a - b)
      .map((place) => handlers[place] as Handler)
      .filter(({ match }) => isMatch(match, payload));
  };
}

function enter(index: LiteralIndex, [field, texts]: readonly [string, readonly string[]], place: number): void {
  const byText = index.get(field) ?? new Map<string, number[]>();
  index.set(field, byText);
  for (const text of new Set(texts)) {
    const places = byText.get(text);
    if (places === undefined) byText.set(text, [place]);
    else places.push(place);
  }
}
