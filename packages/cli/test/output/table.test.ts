import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPaint } from "../../src/output/paint.ts";
import { renderTable } from "../../src/output/table.ts";

const paint = createPaint(false, {});

test("columns are as wide as their widest cell", () => {
  expect(
    renderTable(
      ["A", "B"],
      [
        ["long", "x"],
        ["s", "y"],
      ],
      { columns: undefined, paint },
    ),
  ).toBe("A     B\nlong  x\ns     y");
});

test("colours take no room", () => {
  const colours = createPaint(true, {});
  expect(renderTable(["A", "B"], [[colours.red("on"), "x"]], { columns: undefined, paint })).toBe(`A   B\n${colours.red("on")}  x`);
});

describe("where there is no room", () => {
  test("the widest column gives way", () => {
    expect(renderTable(["A", "B"], [["abc", "0123456789"]], { columns: 10, paint })).toBe("A    B\nabc  0123…");
  });

  test("property: no line is wider than the terminal, as long as each column has room for three letters", () => {
    const cell = fc.string({ unit: "grapheme-ascii", maxLength: 40 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }).chain((count) => fc.array(fc.array(cell, { minLength: count, maxLength: count }), { minLength: 1 })),
        fc.integer({ min: 40, max: 200 }),
        ([heading = [], ...rows], columns) => {
          for (const line of renderTable(heading, rows, { columns, paint }).split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
