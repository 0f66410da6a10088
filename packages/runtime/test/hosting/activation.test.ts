import { expect, test } from "vitest";
import { toPluginDisposed } from "../../src/errors.ts";
import { createActivation } from "../../src/hosting/activation.ts";
import { createCallGuard } from "../../src/resilience/call-guard.ts";
import { createFakeClock } from "../../src/testing/fake-clock.ts";
import { toRejection } from "./admitted.ts";

function prepare(activate: (signal: AbortSignal) => Promise<void>) {
  const clock = createFakeClock();
  return { clock, activation: createActivation("probe@1.0.0", createCallGuard(clock), activate) };
}

const never = new Promise<never>(() => undefined);

test("is run by nobody before it is asked for, and once for all who ask at once and later", async () => {
  let runs = 0;
  const { activation } = prepare(async () => void (runs += 1));
  expect([runs, activation.isDone]).toEqual([0, false]);
  await Promise.all([activation.run(), activation.run()]);
  await activation.run();
  expect([runs, activation.isDone]).toEqual([1, true]);
});

test("keeps a failure and gives it again", async () => {
  let runs = 0;
  const { activation } = prepare(async () => {
    runs += 1;
    throw new Error("no");
  });
  const first = await toRejection(activation.run());
  expect(await toRejection(activation.run())).toBe(first);
  expect([runs, activation.isDone]).toEqual([1, false]);
});

test("is done anew after a reset", async () => {
  let runs = 0;
  const { activation } = prepare(async () => void (runs += 1));
  await activation.run();
  activation.reset();
  expect(activation.isDone).toBe(false);
  await activation.run();
  expect(runs).toBe(2);
});

test("has 10 seconds, and its signal aborts with the error when they are over", async () => {
  let signal: AbortSignal | undefined;
  const { activation, clock } = prepare((given) => {
    signal = given;
    return never;
  });
  const rejection = toRejection(activation.run());
  await clock.advance(9999);
  expect(signal?.aborted).toBe(false);
  await clock.advance(1);
  const error = await rejection;
  expect(error).toMatchObject({ code: "PLUGIN_ACTIVATION_TIMEOUT", message: "probe@1.0.0 was not active within 10000 ms" });
  expect([signal?.aborted, signal?.reason, activation.isDone]).toEqual([true, error, false]);
});

test("does not abort the signal of one that was done in time", async () => {
  let signal: AbortSignal | undefined;
  const { activation, clock } = prepare(async (given) => void (signal = given));
  await activation.run();
  await clock.advance(20_000);
  activation.stop(toPluginDisposed("probe@1.0.0"));
  expect(signal?.aborted).toBe(false);
});

test("is refused once it is stopped, never begun or done", async () => {
  const error = toPluginDisposed("probe@1.0.0");
  for (const isDone of [false, true]) {
    let runs = 0;
    const { activation } = prepare(async () => void (runs += 1));
    if (isDone) await activation.run();
    activation.stop(error);
    activation.stop(new Error("a second time") as never);
    expect(await toRejection(activation.run())).toBe(error);
    expect([runs, activation.isDone]).toEqual([isDone ? 1 : 0, false]);
  }
});

test("is given up when it is stopped under way: its signal aborts and it rejects, then and later", async () => {
  let signal: AbortSignal | undefined;
  const { activation } = prepare((given) => {
    signal = given;
    return never;
  });
  const rejection = toRejection(activation.run());
  const error = toPluginDisposed("probe@1.0.0");
  activation.stop(error);
  expect(await rejection).toBe(error);
  expect([signal?.aborted, signal?.reason, await toRejection(activation.run())]).toEqual([true, error, error]);
});
