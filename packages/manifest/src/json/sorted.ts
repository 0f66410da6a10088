/** Texts in order of their UTF-16 code units, each once. */
export function toSortedSet(texts: readonly string[] | undefined): string[] {
  return texts === undefined ? [] : [...new Set(texts)].sort();
}

/** A record with its keys in order of their UTF-16 code units and its values converted. */
export function sortRecord<From, To>(
  record: Readonly<Record<string, From>>,
  convert: (value: From, key: string) => To,
): Record<string, To> {
  const sorted: Record<string, To> = {};
  for (const key of Object.keys(record).sort()) sorted[key] = convert(record[key] as From, key);
  return sorted;
}
