/** All texts of a JSON value as one text, so that a value is seen beside its key and what is spread over lines is seen whole. */
export interface TextDocument {
  /** One line per text; a value stands behind its key. */
  readonly text: string;
  /** Where each text of the value stands, keys included, in the order in which `mapTexts` asks for them. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** Lays out the texts of a JSON value. */
export function toTextDocument(value: unknown): TextDocument {
  const parts: string[] = [];
  const spans: [number, number][] = [];
  let length = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  mapTexts(value, (text, isKey) => {
    spans.push([length, length + text.length]);
    add(text);
    add(isKey ? " = " : "\n");
    return text;
  });
  return { text: parts.join(""), spans };
}

/** The same structure with other texts. Each key is asked for before its value; keys that become the same are numbered. */
export function mapTexts(node: unknown, map: (text: string, isKey: boolean) => string): unknown {
  if (typeof node === "string") return map(node, false);
  if (Array.isArray(node)) return node.map((item) => mapTexts(item, map));
  if (typeof node !== "object" || node === null) return node;
  const mapped = new Map<string, unknown>();
  for (const [key, value] of Object.entries(node)) mapped.set(toUnused(map(key, true), mapped), mapTexts(value, map));
  return Object.fromEntries(mapped);
}

function toUnused(key: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(key)) return key;
  for (let count = 2; ; count += 1) if (!taken.has(`${key} ${count}`)) return `${key} ${count}`;
}
