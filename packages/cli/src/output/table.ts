import { stripVTControlCharacters } from "node:util";
import type { Paint } from "./paint.ts";

/** Rows under a heading, in columns that fit the terminal: the last one is cut where there is no room. */
export function renderTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, paint }: { readonly columns: number | undefined; readonly paint: Paint },
): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, place) => Math.max(...all.map((row) => toWidth(row[place] ?? ""))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const room = columns === undefined ? Infinity : Math.max(8, columns - before);
  const toLine = (row: readonly string[]): string =>
    row
      .map((cell, place) => (place === row.length - 1 ? cut(cell, room) : cell + " ".repeat((widths[place] ?? 0) - toWidth(cell))))
      .join("  ")
      .trimEnd();
  return [paint.dim(toLine(heading)), ...rows.map(toLine)].join("\n");
}

function toWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

function cut(text: string, room: number): string {
  if (toWidth(text) <= room) return text;
  return `${[...stripVTControlCharacters(text)].slice(0, room - 1).join("")}…`;
}
