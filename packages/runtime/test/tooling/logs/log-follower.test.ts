import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { followLog } from "../../../src/tooling/logs/log-follower.ts";
import type { LogMark } from "../../../src/tooling/logs/log-record.ts";
import { createLogStore, type LogStore } from "../../../src/tooling/logs/log-store.ts";

let state: string;
beforeEach(() => void (state = mkdtempSync(join(tmpdir(), "kodex-follow-"))));
afterEach(() => rmSync(state, { recursive: true }));

const entry = (message: string) => ({ plugin: "lint@1.0.0", level: "info", message }) as const;

function follow(maxBytes = 1_000_000) {
  const clock = createFakeClock();
  const store = createLogStore(state, { clock, maxBytes });
  const seen: string[] = [];
  const start = () => followLog({ file: store.file, clock, intervalMs: 100, onRecord: ({ message }) => void seen.push(message) });
  return { clock, store, seen, start };
}

test("only what is written from now on is given out", async () => {
  const { clock, seen, start, store } = follow();
  store.append(entry("old"));
  const follower = start();
  store.append(entry("new"));
  expect(seen).toEqual([]);
  await clock.advance(100);
  expect(seen).toEqual(["new"]);
  follower.close();
});

test("a log that does not exist yet is waited for", async () => {
  const { clock, seen, start, store } = follow();
  const follower = start();
  await clock.advance(300);
  store.append(entry("first"));
  await clock.advance(100);
  expect(seen).toEqual(["first"]);
  follower.close();
});

test("what is written while a file is set aside comes in order and once", async () => {
  const { clock, seen, start, store } = follow(400);
  store.append(entry("old"));
  const follower = start();
  const expected: string[] = [];
  for (let n = 0; n < 30; n += 1) {
    store.append(entry(`line ${n}`));
    expected.push(`line ${n}`);
    if (n % 2 === 0) await clock.advance(100);
  }
  await clock.advance(100);
  expect(seen).toEqual(expected);
  follower.close();
});

test("a line is given out when it is complete", async () => {
  const { clock, seen, start, store } = follow();
  store.append(entry("old"));
  const follower = start();
  const line = JSON.stringify({ time: "t", pid: 1, ...entry("é") });
  appendFileSync(store.file, line.slice(0, 20));
  await clock.advance(100);
  expect(seen).toEqual([]);
  appendFileSync(store.file, `${line.slice(20)}\n`);
  await clock.advance(100);
  expect(seen).toEqual(["é"]);
  follower.close();
});

describe("the mark where a follower begins", () => {
  const read = (store: LogStore, before: LogMark, limit?: number): readonly string[] =>
    store.read({ before, limit }).map(({ message }) => message);

  test("parts what was written before from what comes, also when something is written before the past is read", async () => {
    const { clock, seen, start, store } = follow();
    store.append(entry("old"));
    const follower = start();
    store.append(entry("between"));
    expect(read(store, follower.mark)).toEqual(["old"]);
    await clock.advance(100);
    expect(seen).toEqual(["between"]);
    follower.close();
  });

  test("holds when the file is set aside before the past is read", async () => {
    const { clock, seen, start, store } = follow(400);
    const lines = Array.from({ length: 10 }, (_, n) => `line ${n}`);
    for (const line of lines.slice(0, 6)) store.append(entry(line));
    const follower = start();
    for (const line of lines.slice(6)) store.append(entry(line));
    const past = read(store, follower.mark);
    await clock.advance(200);
    expect(past).toEqual(lines.slice(0, 6));
    expect(read(store, follower.mark, 2)).toEqual(["line 4", "line 5"]);
    expect([...past, ...seen]).toEqual(lines);
    follower.close();
  });

  test("is the beginning where there is no file yet", async () => {
    const { clock, seen, start, store } = follow();
    const follower = start();
    store.append(entry("first"));
    expect(read(store, follower.mark)).toEqual([]);
    await clock.advance(100);
    expect(seen).toEqual(["first"]);
    follower.close();
  });

  test("stands before a line of which only a part is there", async () => {
    const { clock, seen, start, store } = follow();
    store.append(entry("old"));
    const line = JSON.stringify({ time: "t", pid: 1, ...entry("torn") });
    appendFileSync(store.file, line.slice(0, 20));
    const follower = start();
    appendFileSync(store.file, `${line.slice(20)}\n`);
    expect(read(store, follower.mark)).toEqual(["old"]);
    await clock.advance(100);
    expect(seen).toEqual(["torn"]);
    follower.close();
  });
});

test("a closed follower looks no more", async () => {
  const { clock, seen, start, store } = follow();
  store.append(entry("old"));
  start().close();
  store.append(entry("new"));
  await clock.advance(1000);
  expect(seen).toEqual([]);
});
