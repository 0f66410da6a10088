/**
 * Canonical text of a JSON value by RFC 8785: keys sorted by UTF-16 code units, numbers and strings as ECMAScript
 * writes them, no white space. What digests and signatures are made over.
 *
 * @throws TypeError for anything that is not a JSON value: `undefined`, functions, symbols, bigints, non-finite numbers,
 * lone surrogates, cycles.
 */
export function toCanonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, parents: readonly object[]): string {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new TypeError("a string with a lone surrogate has no canonical form");
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return JSON.stringify(value);
    case "boolean":
      return String(value);
    case "object":
      return value === null ? "null" : writeObject(value, parents);
    default:
      throw new TypeError(`a value of type ${typeof value} has no canonical form`);
  }
}

function writeObject(value: object, parents: readonly object[]): string {
  if (parents.includes(value)) throw new TypeError("a value that contains itself has no canonical form");
  const inner = [...parents, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item, inner)).join(",")}]`;
  // The default order of `sort` is the one that the specification asks for (section 3.2.3).
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${write(key, inner)}:${write((value as Record<string, unknown>)[key], inner)}`).join(",")}}`;
}
