import { expect, test } from "vitest";
import { toPage } from "../../src/report/page.ts";
import { SECTION } from "../section.ts";

test("gives every contender's value and its ratio to the floor, and says which aims are reached", () => {
  const page = toPage([SECTION], "Node 20 on a small machine");
  expect(page).toContain(
    [
      "| | ns | × plain loop |",
      "| --- | ---: | ---: |",
      "| plain loop | 100 | 1.00 |",
      "| kodex dispatch | 150 | 1.50 |",
      "| hookable 6 | 1 500 | 15.0 |",
      "",
      "Aim: kodex dispatch at most 1.60 × plain loop. Reached: 1.50 ×.",
      "",
      "Aim: kodex dispatch at most 0.05 × hookable 6. Missed: 0.10 ×.",
    ].join("\n"),
  );
});

test("shows the picture of every curve, with how the cost grows, and the machine", () => {
  const page = toPage([SECTION], "Node 20 on a small machine");
  expect(page).toContain(
    "![Handlers of one hook](benchmarks/dispatch-sync.svg)\n\nHandlers of one hook: O(n): each handler is called once.",
  );
  expect(page).toContain("Measured with Node 20 on a small machine.");
});
