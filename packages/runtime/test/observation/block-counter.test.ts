import { expect, test } from "vitest";
import { createBlockCounter } from "../../src/observation/block-counter.ts";

test("counts by hook and plugins, keeps the longest time, and the order in which they first were", () => {
  const counter = createBlockCounter();
  expect(counter.entries).toEqual([]);
  counter.count(["a@1.0.0"], "turn.start", 70);
  counter.count(["a@1.0.0", "b@1.0.0"], "turn.start", 30);
  counter.count(["a@1.0.0"], "turn.start", 90);
  counter.count(["a@1.0.0"], "turn.start", 80);
  expect(counter.entries).toEqual([
    { plugins: ["a@1.0.0"], hook: "turn.start", count: 3, longestMs: 90 },
    { plugins: ["a@1.0.0", "b@1.0.0"], hook: "turn.start", count: 1, longestMs: 30 },
  ]);
});
