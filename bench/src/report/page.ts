import type { Aim, Curve, Section, Table } from "../suite.ts";
import { toNumber } from "./format.ts";
import { toRatio } from "./rows.ts";

/** The whole report as a page. */
export function toPage(sections: readonly Section[], machine: string): string {
  return [
    "# Benchmarks",
    "Made by `pnpm bench --write`; `pnpm bench [suite…]` measures anew and writes nothing. Times drift with the machine, by a factor of two and more on a shared one: what counts is the ratio within a table, whose rows were measured in turn in the same run.",
    `Measured with ${machine}.`,
    ...sections.map(toSection),
    "",
  ].join("\n\n");
}

function toSection({ curves, tables, text, title }: Section): string {
  return [`## ${title}`, text, ...tables.map(toTable), ...curves.map(toCurve)].join("\n\n");
}

function toTable({ aims = [], floor, rows, title, unit }: Table): string {
  return [
    `**${title}**`,
    "",
    `| | ${unit} | × ${floor} |`,
    "| --- | ---: | ---: |",
    ...rows.map(({ name, value }) => `| ${name} | ${toNumber(value)} | ${toNumber(toRatio(rows, name, floor))} |`),
    ...aims.flatMap((aim) => ["", toAim(aim, rows)]),
  ].join("\n");
}

function toAim({ atMost, by, row }: Aim, rows: Table["rows"]): string {
  const ratio = toRatio(rows, row, by);
  return `Aim: ${row} at most ${toNumber(atMost)} × ${by}. ${ratio <= atMost ? "Reached" : "Missed"}: ${toNumber(ratio)} ×.`;
}

function toCurve({ file, growth, title }: Curve): string {
  return `![${title}](benchmarks/${file}.svg)\n\n${title}: ${growth}`;
}
