import { expect, test } from "vitest";
import { createLateCounter } from "../../src/observation/late-counter.ts";

test("counts by plugin and hook, in the order in which they were first late", () => {
  const late = createLateCounter();
  late.count("b@1.0.0", "turn.start");
  late.count("a@1.0.0", "turn.start");
  late.count("b@1.0.0", "turn.start");
  late.count("b@1.0.0", "turn.error");
  expect(late.entries).toEqual([
    { plugin: "b@1.0.0", hook: "turn.start", count: 2 },
    { plugin: "a@1.0.0", hook: "turn.start", count: 1 },
    { plugin: "b@1.0.0", hook: "turn.error", count: 1 },
  ]);
});

test("begins at nothing", () => {
  expect(createLateCounter().entries).toEqual([]);
});
