import { expect, test } from "vitest";
import { createLog } from "../../../src/hosting/broker/log.ts";
import type { PluginLogEntry } from "../../../src/runtime-options.ts";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";

function open() {
  const clock = createFakeClock();
  const entries: PluginLogEntry[] = [];
  return { clock, entries, log: createLog("probe@1.0.0", { clock, onLog: (entry) => void entries.push(entry) }) };
}

test("names the plugin and the level", () => {
  const { entries, log } = open();
  log.debug("a");
  log.info("b");
  log.warn("c", { n: 1 });
  log.error("d");
  expect(entries).toEqual([
    { plugin: "probe@1.0.0", level: "debug", message: "a" },
    { plugin: "probe@1.0.0", level: "info", message: "b" },
    { plugin: "probe@1.0.0", level: "warn", message: "c", fields: { n: 1 } },
    { plugin: "probe@1.0.0", level: "error", message: "d" },
  ]);
});

test("keeps fields as JSON has them, whatever becomes of the object", () => {
  const { entries, log } = open();
  const fields: Record<string, unknown> = { list: [1], date: new Date(0), call: () => 1 };
  log.info("a", fields);
  (fields["list"] as number[]).push(2);
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  log.info("b", circle);
  log.info("c", { big: 1n });
  expect(entries.map((entry) => entry.fields)).toEqual([
    { list: [1], date: "1970-01-01T00:00:00.000Z" },
    { "(not JSON)": expect.stringContaining("circular") as string },
    { "(not JSON)": expect.stringContaining("BigInt") as string },
  ]);
});

test("cuts what is too long, and says by how much", () => {
  const { entries, log } = open();
  log.info("x".repeat(8193));
  log.info("y", { text: "x".repeat(9000) });
  expect(entries[0]?.message).toBe(`${"x".repeat(8192)}… (1 more characters)`);
  expect(JSON.stringify(entries[1]?.fields).length).toBeLessThan(8400);
});

test("takes whatever plain JavaScript passes for a message", () => {
  const { entries, log } = open();
  for (const message of [undefined, null, 5, Symbol("s")]) log.info(message as unknown as string);
  expect(entries.map(({ message }) => message)).toEqual(["undefined", "null", "5", "Symbol(s)"]);
});

test("drops what is beyond 1000 lines a second, and says how many before the next line", async () => {
  const { clock, entries, log } = open();
  for (let count = 0; count < 1500; count += 1) log.info(String(count));
  expect(entries).toHaveLength(1000);
  await clock.advance(1000);
  log.info("after");
  expect(entries.slice(1000).map(({ level, message }) => [level, message])).toEqual([
    ["warn", "500 lines were dropped: more than 1000 a second"],
    ["info", "after"],
  ]);
});
