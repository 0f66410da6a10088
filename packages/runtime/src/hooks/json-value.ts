/** Deepest nesting of a value: far more than an honest one has, and what any stack has room for. */
const MAX_DEPTH = 1000;

/** Says in a sentence which part of a value is not JSON; nothing when all of it is. Keys without a value do not count. */
export function findJsonProblem(value: unknown): string | undefined {
  return search(value, "", new Set());
}

/** A deeply frozen copy of a JSON value; keys keep their order. */
export function toFrozenJson<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(toFrozenJson)) as Value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toFrozenJson(part)]))) as Value;
}

function search(value: unknown, path: string, open: Set<object>): string | undefined {
  if (typeof value !== "object" || value === null) return isJsonScalar(value) ? undefined : toSentence(path, describe(value));
  if (open.has(value)) return toSentence(path, "a part of itself");
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    return toSentence(path, `an instance of ${value.constructor?.name ?? "a class"}`);
  if (open.size === MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} levels deep`;
  open.add(value);
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined && !Array.isArray(value)) continue;
    const problem = search(part, `${path}/${key}`, open);
    if (problem !== undefined) return problem;
  }
  open.delete(value);
  return undefined;
}

function isJsonScalar(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function describe(value: unknown): string {
  return typeof value === "number" || value === undefined ? String(value) : `a ${typeof value}`;
}

function toSentence(path: string, what: string): string {
  return `${path === "" ? "it" : path} is ${what}, and not JSON`;
}
