/** Payload fields that must match, each with patterns of which one must fit; empty matches everything. */
export type Match = Readonly<Record<string, readonly string[]>>;

/** Whether every field that a `match` names holds a text that fits one of its patterns. */
export function isMatch(match: Match, payload: unknown): boolean {
  return Object.entries(match).every(([field, patterns]) => {
    const text = toText(payload, field);
    return text !== undefined && patterns.some((pattern) => fits(pattern, text));
  });
}

/** Text in a field of a payload; nothing where there is no such field, or it holds something else. */
export function toText(payload: unknown, field: string): string | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  const value = (payload as Readonly<Record<string, unknown>>)[field];
  return typeof value === "string" ? value : undefined;
}

/** Whether a pattern fits one text only. */
export function isLiteral(pattern: string): boolean {
  return !pattern.startsWith("*") && !pattern.endsWith("*");
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
