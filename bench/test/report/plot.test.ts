import { expect, test } from "vitest";
import { toSvg } from "../../src/report/plot.ts";
import { SECTION } from "../section.ts";

test("draws every line with its name, and nothing from elsewhere", async () => {
  const svg = await toSvg(SECTION.curves[0]!);
  expect(svg).toMatch(/^<svg /);
  for (const name of ["plain loop", "kodex dispatch", "handlers", "Handlers of one hook"]) expect(svg).toContain(`>${name}</text>`);
  expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(2);
  expect(svg).not.toMatch(/(?:href|src)="http/);
});
