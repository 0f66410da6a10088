import { afterEach, expect, test } from "vitest";
import { createHostExit } from "../../src/hosting/host-exit.ts";

const listenersBefore = process.listeners("exit");
const added = (): readonly ((code: number) => void)[] =>
  process.listeners("exit").filter((listener) => !listenersBefore.includes(listener));

afterEach(() => {
  for (const listener of added()) process.off("exit", listener);
});

test("has one listener for all who watch, before those that are there, and none for nobody", () => {
  const exit = createHostExit();
  expect(added()).toHaveLength(0);
  const unwatch = Array.from({ length: 30 }, () => exit.watch(() => undefined));
  expect([added().length, process.listeners("exit")[0] === added()[0]]).toEqual([1, true]);
  for (const stop of unwatch) {
    stop();
    stop();
  }
  expect(added()).toHaveLength(0);
});

test("tells each who still watches, the same function twice as two", () => {
  const exit = createHostExit();
  const codes: number[] = [];
  const note = (code: number): void => void codes.push(code);
  const unwatch = exit.watch(note);
  exit.watch(note);
  exit.watch(note);
  unwatch();
  for (const listener of added()) listener(7);
  expect(codes).toEqual([7, 7]);
});
