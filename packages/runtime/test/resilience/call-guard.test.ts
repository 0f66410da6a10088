import { expect, test } from "vitest";
import { createCallGuard } from "../../src/resilience/call-guard.ts";
import { createWatchdog } from "../../src/resilience/deadline.ts";
import { createFakeClock } from "../../src/testing/index.ts";

const never = new Promise<never>(() => undefined);

test("gives the value, or the error, of an answer in time", async () => {
  const guard = createCallGuard(createFakeClock());
  expect(await guard.settle(Promise.resolve(1), { deadline: 10 })).toEqual({ kind: "value", value: 1 });
  expect(await guard.settle(Promise.reject(new Error("no")), { deadline: 10 })).toMatchObject({ kind: "error", error: { message: "no" } });
});

test("gives up at the deadline, not before", async () => {
  const clock = createFakeClock();
  let settled: unknown;
  void createCallGuard(clock)
    .settle(never, { deadline: 100 })
    .then((settlement) => (settled = settlement));
  await clock.advance(99);
  expect(settled).toBeUndefined();
  await clock.advance(1);
  expect(settled).toEqual({ kind: "timeout" });
});

test("takes no answer that comes after the deadline, and a late rejection stays handled", async () => {
  const clock = createFakeClock();
  const { promise, reject } = toResolvers();
  const settled = createCallGuard(clock).settle(promise, { deadline: 50 });
  await clock.advance(60);
  reject(new Error("too late"));
  await clock.advance(0);
  expect(await settled).toEqual({ kind: "timeout" });
});

test("ends when the signal aborts, before or during the wait", async () => {
  const guard = createCallGuard(createFakeClock());
  expect(await guard.settle(never, { deadline: 10, signal: AbortSignal.abort() })).toEqual({ kind: "aborted" });
  const controller = new AbortController();
  const settled = guard.settle(never, { deadline: 10, signal: controller.signal });
  controller.abort();
  expect(await settled).toEqual({ kind: "aborted" });
});

test("tames a thenable that settles twice, or throws", async () => {
  const guard = createCallGuard(createFakeClock());
  const twice = { then: (resolve: (value: number) => void) => (resolve(1), resolve(2)) } as unknown as PromiseLike<number>;
  const throwing = {
    then: () => {
      throw new Error("then");
    },
  } as unknown as PromiseLike<number>;
  expect(await guard.settle(twice, { deadline: 10 })).toEqual({ kind: "value", value: 1 });
  expect(await guard.settle(throwing, { deadline: 10 })).toMatchObject({ kind: "error", error: { message: "then" } });
});

test("one watchdog serves many deadlines in the order of their time", async () => {
  const clock = createFakeClock();
  const watchdog = createWatchdog(clock);
  const expired: number[] = [];
  for (const at of [300, 100, 200]) watchdog.watch(at, { expire: () => void expired.push(at) });
  const ticket = watchdog.watch(150, { expire: () => void expired.push(150) });
  watchdog.cancel(ticket);
  expect(watchdog.size).toBe(3);
  await clock.advance(1000);
  expect([expired, watchdog.size]).toEqual([[100, 200, 300], 0]);
});

test("a deadline that is cancelled by another one of the same tick does not expire, even when its place is taken", async () => {
  const clock = createFakeClock();
  const watchdog = createWatchdog(clock);
  const expired: string[] = [];
  let second = -1;
  watchdog.watch(10, {
    expire() {
      expired.push("first");
      watchdog.cancel(second);
      watchdog.watch(500, { expire: () => void expired.push("third") });
    },
  });
  second = watchdog.watch(10, { expire: () => void expired.push("second") });
  await clock.advance(20);
  expect(expired).toEqual(["first"]);
  await clock.advance(500);
  expect(expired).toEqual(["first", "third"]);
});

test("a ticket that goes on with another call expires for that one, at its time", async () => {
  const clock = createFakeClock();
  const watchdog = createWatchdog(clock);
  const expired: string[] = [];
  const ticket = watchdog.watch(500, { expire: () => void expired.push("first") });
  watchdog.rewatch(ticket, 100, { expire: () => void expired.push("second") });
  await clock.advance(100);
  expect([expired, watchdog.size]).toEqual([["second"], 0]);
  await clock.advance(1000);
  expect(expired).toEqual(["second"]);
});

test("keeps the process alive exactly while something is watched", () => {
  const kept: boolean[] = [];
  const watchdog = createWatchdog({
    now: () => 0,
    wallNow: () => 0,
    schedule: () => ({ cancel: () => undefined, keepAlive: (keep) => void kept.push(keep) }),
  });
  const target = { expire: () => undefined };
  const first = watchdog.watch(1000, target);
  const second = watchdog.watch(2000, target);
  watchdog.cancel(first);
  expect(kept).toEqual([]);
  watchdog.cancel(second);
  watchdog.cancel(watchdog.watch(3000, target));
  expect(kept).toEqual([false, true, false]);
});

test("a wait without end is no deadline", async () => {
  const clock = createFakeClock();
  const watchdog = createWatchdog(clock);
  let expired = 0;
  const ticket = watchdog.watch(Infinity, { expire: () => void (expired += 1) });
  watchdog.watch(10, { expire: () => void (expired += 1) });
  await clock.advance(1e9);
  watchdog.cancel(ticket);
  expect([expired, watchdog.size]).toEqual([1, 0]);
});

test("watches more deadlines than it had room for", async () => {
  const clock = createFakeClock();
  const watchdog = createWatchdog(clock);
  let count = 0;
  for (let at = 1; at <= 500; at += 1) watchdog.watch(at, { expire: () => void (count += 1) });
  await clock.advance(500);
  expect(count).toBe(500);
});

function toResolvers(): { promise: Promise<void>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((_, no) => (reject = no));
  return { promise, reject };
}
