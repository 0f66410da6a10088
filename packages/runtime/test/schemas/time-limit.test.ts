import { expect, test } from "vitest";
import { createTimeLimit } from "../../src/schemas/time-limit.ts";

test("gives what the work returns, and throws what it throws", () => {
  const limit = createTimeLimit(1000);
  const value = { a: 1 };
  expect(limit.run(() => value)).toBe(value);
  const error = new RangeError("no");
  expect(() =>
    limit.run(() => {
      throw error;
    }),
  ).toThrow(error);
});

test("ends work that never ends by itself, and works on", () => {
  const limit = createTimeLimit(20);
  expect(() =>
    limit.run(() => {
      for (;;);
    }),
  ).toThrow("it takes longer than 20 ms");
  expect(limit.run(() => "next")).toBe("next");
});

test("works within itself", () => {
  const limit = createTimeLimit(1000);
  expect(limit.run(() => limit.run(() => 1) + 1)).toBe(2);
});
