import { expect, test } from "vitest";
import { toMissedAims } from "../../src/report/missed-aims.ts";
import { SECTION } from "../section.ts";

test("names the aims that were missed, and only those", () => {
  expect(toMissedAims([SECTION])).toEqual([
    "aim missed: 10 handlers, per emit: kodex dispatch is 0.10 × hookable 6, and should be at most 0.05 ×",
  ]);
});

test("takes a contender that was not measured for a missed aim", () => {
  const [table] = SECTION.tables;
  const without = { ...table!, rows: table!.rows.filter(({ name }) => name !== "hookable 6") };
  expect(toMissedAims([{ ...SECTION, tables: [without] }])).toEqual([
    "aim missed: 10 handlers, per emit: kodex dispatch is NaN × hookable 6, and should be at most 0.05 ×",
  ]);
});
