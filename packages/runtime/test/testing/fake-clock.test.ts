import fc from "fast-check";
import { expect, test } from "vitest";
import { createFakeClock } from "@kodex/runtime/testing";

test("stands still until it is moved, and then calls what is due in order", async () => {
  const clock = createFakeClock();
  const calls: string[] = [];
  clock.schedule(() => calls.push(`b at ${clock.now()}`), 20);
  clock.schedule(() => calls.push(`a at ${clock.now()}`), 10);
  clock.schedule(() => calls.push(`c at ${clock.now()}`), 20);
  expect([clock.now(), clock.wallNow()]).toEqual([0, 0]);
  await clock.advance(15);
  expect(calls).toEqual(["a at 10"]);
  await clock.advance(5);
  expect([calls, clock.now(), clock.wallNow()]).toEqual([["a at 10", "b at 20", "c at 20"], 20, 20]);
});

test("calls what was scheduled on the way, and nothing that was called off", async () => {
  const clock = createFakeClock();
  const calls: number[] = [];
  const cancelled = clock.schedule(() => calls.push(-1), 5);
  cancelled.keepAlive(false);
  cancelled.cancel();
  cancelled.cancel();
  const repeat = (): void => {
    calls.push(clock.now());
    if (calls.length < 3) clock.schedule(repeat, 10);
  };
  clock.schedule(repeat, 10);
  await clock.advance(100);
  expect(calls).toEqual([10, 20, 30]);
});

test("waits for promises that settle on the way", async () => {
  const clock = createFakeClock();
  const after = (delayMs: number): Promise<void> => new Promise((resolve) => void clock.schedule(resolve, delayMs));
  let seen = -1;
  const work = (async () => {
    await after(10);
    await Promise.resolve();
    await after(10);
    seen = clock.now();
  })();
  await clock.advance(20);
  expect(seen).toBe(20);
  await work;
});

test("property: everything is called once, at its time, in the order of the times", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(50), { maxLength: 10 }),
      fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
      async (delays, steps) => {
        const clock = createFakeClock();
        const calls: number[] = [];
        for (const delay of delays) clock.schedule(() => calls.push(clock.now()), delay);
        let end = 0;
        for (const step of steps) {
          await clock.advance(step);
          end += step;
        }
        expect(calls).toEqual(delays.filter((delay) => delay <= end).sort((a, b) => a - b));
      },
    ),
    { numRuns: 50 },
  );
});
