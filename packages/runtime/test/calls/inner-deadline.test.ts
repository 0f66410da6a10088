import fc from "fast-check";
import { expect, test } from "vitest";
import { toInnerDeadline } from "../../src/calls/inner-deadline.ts";

test.each([
  [0, 100, 90],
  [0, 10_000, 9950],
  [500, 500, 500],
  [900, 500, 500],
  [0, Infinity, Infinity],
])("at %d within %d ends at %d", (now, outer, expected) => {
  expect(toInnerDeadline(now, outer)).toBe(expected);
});

test("property: never ends after the outer call, and leaves it at most 50 ms", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e9, noNaN: true }), (now, outer) => {
      const inner = toInnerDeadline(now, outer);
      expect(inner).toBeLessThanOrEqual(outer);
      expect(outer - inner).toBeLessThanOrEqual(50.001);
      if (now < outer) expect(inner).toBeGreaterThanOrEqual(now);
    }),
  );
});
