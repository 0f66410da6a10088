import { stripVTControlCharacters } from "node:util";
import type { Paint } from "./paint.ts";

const GAP = "  ";
/** What is left of a column that has to give way: a letter or two, and the mark that something is missing. */
const LEAST = 3;

/** Rows under a heading, in columns that fit the terminal: where there is no room, the widest give way first. */
export function renderTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  { columns = Infinity, paint }: { readonly columns: number | undefined; readonly paint: Paint },
): string {
  const natural = heading.map((title, place) => Math.max(...[title, ...rows.map((row) => row[place] ?? "")].map(toWidth)));
  const widths = fit(natural, columns - GAP.length * (heading.length - 1));
  const toLine = (row: readonly string[]): string =>
    row
      .map((cell, place) => pad(cell, widths[place] ?? 0))
      .join(GAP)
      .trimEnd();
  return [paint.dim(toLine(heading)), ...rows.map(toLine)].join("\n");
}

function fit(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const widest = Math.max(...widths);
    if (widest <= LEAST) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}

function pad(cell: string, width: number): string {
  const excess = toWidth(cell) - width;
  return excess > 0 ? `${[...stripVTControlCharacters(cell)].slice(0, width - 1).join("")}…` : cell + " ".repeat(-excess);
}

function toWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
