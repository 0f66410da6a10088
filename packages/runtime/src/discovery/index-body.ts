import type { Diagnostic, PluginManifest } from "@kodex/manifest";

/** A manifest that was read without an error. */
export interface IndexedManifest {
  /** The normalized manifest, deeply frozen. */
  readonly manifest: PluginManifest;
  /** Warnings and what normalization changed, deeply frozen. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is kept of one file. */
export interface IndexEntry extends IndexedManifest {
  /** The file as it was read. */
  readonly stamp: string;
}

/** `[file, stamp, diagnostics, shape, value of each key in the shape]`: all but the first two are places in the lists. */
type Row = readonly [file: string, stamp: string, diagnostics: number, shape: number, ...values: number[]];

/** Places in a row. Taken apart by place, since taking a row apart as a pattern makes an object for each of its items. */
const Column = { file: 0, stamp: 1, diagnostics: 2, shape: 3, values: 4 } as const;

interface Body {
  /** Distinct values of all manifests' keys: most manifests have most of their defaults in common. */
  readonly values: readonly unknown[];
  /** Distinct lists of keys. */
  readonly shapes: readonly (readonly string[])[];
  readonly rows: readonly Row[];
}

/** Entries by file as one text, in which whatever manifests have in common stands once. */
export function toIndexBody(entries: ReadonlyMap<string, IndexEntry>): string {
  const values = createList<unknown>();
  const shapes = createList<readonly string[]>();
  const rows = [...entries].map(([file, { diagnostics, manifest, stamp }]): Row => {
    const keys = Object.keys(manifest);
    const parts = keys.map((key) => values.place((manifest as unknown as Record<string, unknown>)[key]));
    return [file, stamp, values.place(diagnostics), shapes.place(keys), ...parts];
  });
  return JSON.stringify({ values: values.items, shapes: shapes.items, rows } satisfies Body);
}

/** Entries by file. What they have in common is one frozen object, so that it is parsed and frozen once. @throws SyntaxError, TypeError */
export function parseIndexBody(text: string): ReadonlyMap<string, IndexEntry> {
  const { rows, shapes, values } = JSON.parse(text) as Body;
  values.forEach(freeze);
  // Copied and then filled: a manifest that grows key by key is moved again and again while it is made.
  const blanks = shapes.map((keys) => Object.fromEntries(keys.map((key) => [key, undefined])) as Record<string, unknown>);
  const entries = new Map<string, IndexEntry>();
  rows.forEach((row) => {
    const manifest = { ...blanks[row[Column.shape]] };
    const keys = shapes[row[Column.shape]] as readonly string[];
    for (let at = 0; at < keys.length; at += 1) manifest[keys[at] as string] = values[row[Column.values + at] as number];
    const entry = { stamp: row[Column.stamp], manifest: Object.freeze(manifest), diagnostics: values[row[Column.diagnostics]] };
    entries.set(row[Column.file], entry as unknown as IndexEntry);
  });
  return entries;
}

interface List<Item> {
  readonly items: readonly Item[];
  /** The place of an item in the list, which it is added to if none is like it. */
  place(item: Item): number;
}

function createList<Item>(): List<Item> {
  const items: Item[] = [];
  const places = new Map<string, number>();
  return {
    items,
    place(item) {
      const text = JSON.stringify(item);
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, items.length);
      return items.push(item) - 1;
    },
  };
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  for (const key in value) freeze((value as Readonly<Record<string, unknown>>)[key]);
  Object.freeze(value);
}
