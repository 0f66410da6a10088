/** A deeply frozen copy of a JSON value with its keys sorted; the original stays as it is. */
export function toFrozenCopy<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(toFrozenCopy)) as Value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) copy[key] = toFrozenCopy((value as Record<string, unknown>)[key]);
  return Object.freeze(copy) as Value;
}
