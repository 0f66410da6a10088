import { expect, test } from "vitest";
import { createRateLimit } from "../../src/hosting/rate-limit.ts";

test("lets so many through in each window, which begins with the first after the last one", () => {
  let now = 100;
  const limit = createRateLimit(2, 1000, () => now);
  expect([limit.take(), limit.take(), limit.take()]).toEqual([true, true, false]);
  now = 1099;
  expect(limit.take()).toBe(false);
  now = 1100;
  expect([limit.take(), limit.take(), limit.take()]).toEqual([true, true, false]);
  now = 5000;
  expect(limit.take()).toBe(true);
});
