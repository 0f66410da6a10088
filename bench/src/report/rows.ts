import type { Row } from "../suite.ts";

/** Rows of a table, in the order in which they were measured. */
export function toRows(values: Readonly<Record<string, number>>): readonly Row[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** A row's value divided by the floor's. */
export function toRatio(rows: readonly Row[], row: string, floor: string): number {
  const find = (name: string): number => rows.find((each) => each.name === name)?.value ?? Number.NaN;
  return find(row) / find(floor);
}
