import type { Section, Table } from "../suite.ts";
import { toNumber } from "./format.ts";
import { toRatio } from "./rows.ts";

/** A section for a terminal. */
export function toText({ tables, title }: Section): string {
  return [`${title}\n${"=".repeat(title.length)}`, ...tables.map(toTableText)].join("\n\n");
}

function toTableText({ floor, rows, title, unit }: Table): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, value }) =>
      `  ${name.padEnd(width)}  ${toNumber(value).padStart(10)} ${unit}  ${toNumber(toRatio(rows, name, floor)).padStart(7)} ×`,
  );
  return [title, ...lines].join("\n");
}
