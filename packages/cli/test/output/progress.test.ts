import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showProgress } from "../../src/output/progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A sign, and what it has written so far. */
function show({ env = {}, isTTY = true, quiet = false }: { env?: Record<string, string>; isTTY?: boolean; quiet?: boolean } = {}) {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  let text = "";
  stderr.on("data", (chunk: Buffer) => void (text += chunk.toString("utf8")));
  return { end: showProgress({ options: { quiet }, terminal: { env, stderr } }), text: () => text };
}

test("what is done within 300 ms shows nothing", () => {
  const { end, text } = show();
  vi.advanceTimersByTime(299);
  end();
  vi.advanceTimersByTime(10_000);
  expect(text()).toBe("");
});

test("a sign turns, and goes without a trace, once", () => {
  const { end, text } = show();
  vi.advanceTimersByTime(300 + 2 * 80);
  expect(text()).toBe("\r⠋\r\r⠙\r\r⠹\r");
  end();
  end();
  vi.advanceTimersByTime(10_000);
  expect(text()).toBe("\r⠋\r\r⠙\r\r⠹\r \r");
});

test.each([{ isTTY: false }, { env: { TERM: "dumb" } }, { quiet: true }])("nothing is shown where %j", (where) => {
  const { end, text } = show(where);
  vi.advanceTimersByTime(10_000);
  end();
  expect(text()).toBe("");
});
