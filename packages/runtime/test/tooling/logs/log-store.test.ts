import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { createLogStore } from "../../../src/tooling/logs/log-store.ts";

let state: string;
beforeEach(() => void (state = mkdtempSync(join(tmpdir(), "kodex-logs-"))));
afterEach(() => rmSync(state, { recursive: true }));

const entry = (message: string, plugin = "lint@1.0.0") => ({ plugin, level: "info", message }) as const;

test("what was written is read in order, with its time and process", async () => {
  const clock = createFakeClock();
  const store = createLogStore(state, { clock });
  store.append(entry("one"));
  await clock.advance(1000);
  store.append({ ...entry("two"), fields: { n: 2 } });
  expect(store.read()).toEqual([
    { time: "1970-01-01T00:00:00.000Z", pid: process.pid, plugin: "lint@1.0.0", level: "info", message: "one" },
    { time: "1970-01-01T00:00:01.000Z", pid: process.pid, plugin: "lint@1.0.0", level: "info", message: "two", fields: { n: 2 } },
  ]);
});

test("a plugin is asked for by name or with its version", () => {
  const store = createLogStore(state);
  store.append(entry("a", "@x/lint@1.0.0"));
  store.append(entry("b", "@x/lint@2.0.0"));
  store.append(entry("c", "lint@1.0.0"));
  const messages = (plugin: string) => store.read({ plugin }).map(({ message }) => message);
  expect([messages("@x/lint"), messages("@x/lint@2.0.0"), messages("lint"), messages("lin")]).toEqual([["a", "b"], ["b"], ["c"], []]);
});

describe("bounds", () => {
  test("a full file is set aside, and the oldest are removed", () => {
    const store = createLogStore(state, { maxBytes: 1000, maxFiles: 2 });
    for (let n = 0; n < 100; n += 1) store.append(entry(`line ${n}`));
    const folder = join(state, "logs");
    const files = readdirSync(folder);
    expect(files).toHaveLength(3);
    for (const name of files) expect(statSync(join(folder, name)).size).toBeLessThan(1200);
    const kept = store.read().map(({ message }) => message);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, place) => `line ${100 - kept.length + place}`));
    expect(kept.length).toBeGreaterThan(10);
  });

  test("the latest are kept when there are more than asked for, across files", () => {
    const store = createLogStore(state, { maxBytes: 300 });
    for (let n = 0; n < 10; n += 1) store.append(entry(`line ${n}`));
    expect(store.read({ limit: 4 }).map(({ message }) => message)).toEqual(["line 6", "line 7", "line 8", "line 9"]);
  });

  test("a line that is too long loses its fields and its end", () => {
    const store = createLogStore(state);
    store.append({ ...entry("x".repeat(100_000)), fields: { y: "y".repeat(100_000) } });
    const [record] = store.read();
    expect(record?.message).toBe(`${"x".repeat(2048)}…`);
    expect(record).not.toHaveProperty("fields");
  });
});

test("two stores of one workspace lose none of each other's lines", () => {
  const stores = [createLogStore(state, { maxBytes: 500, maxFiles: 100 }), createLogStore(state, { maxBytes: 500, maxFiles: 100 })];
  for (let n = 0; n < 60; n += 1) stores[n % 2]?.append(entry(`line ${n}`));
  expect(stores[0]?.read()).toHaveLength(60);
});

test("a torn line is passed over, and the lines around it are read", () => {
  const store = createLogStore(state);
  store.append(entry("before"));
  appendFileSync(store.file, '{"time":"1970\nnull\n[]\n');
  store.append(entry("after"));
  expect(store.read().map(({ message }) => message)).toEqual(["before", "after"]);
});

test("a log that cannot be written keeps the first problem and does not throw", () => {
  mkdirSync(join(state, "logs", "plugins.ndjson"), { recursive: true });
  const store = createLogStore(state);
  expect(store.problem).toBeUndefined();
  store.append(entry("lost"));
  expect((store.problem as NodeJS.ErrnoException).code).toBe("EISDIR");
});

test("each record is one line of JSON", () => {
  const store = createLogStore(state);
  store.append(entry("two\nlines"));
  const lines = readFileSync(store.file, "utf8").split("\n");
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ message: "two\nlines" });
});
