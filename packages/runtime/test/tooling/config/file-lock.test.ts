import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { withFileLock } from "../../../src/tooling/config/file-lock.ts";

let folder: string;
let file: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kodex-lock-"));
  file = join(folder, "kodex.json");
  lock = `${file}.lock`;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Somebody else's lock, made at a time of the fake clock. */
function plant(madeAtMs: number): void {
  writeFileSync(lock, "another");
  utimesSync(lock, madeAtMs / 1000, madeAtMs / 1000);
}

test("gives what the work gives, holds the lock meanwhile, and leaves nothing behind", async () => {
  expect(await withFileLock(file, async () => existsSync(lock))).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test("is released when the work fails", async () => {
  await expect(withFileLock(file, () => Promise.reject(new Error("boom")))).rejects.toThrow("boom");
  expect(readdirSync(folder)).toEqual([]);
});

test("no two that ask for the same lock work at the same time, and all have their turn", async () => {
  const clock = createFakeClock();
  const count = { working: 0, most: 0, done: 0 };
  const all = Array.from({ length: 5 }, () =>
    withFileLock(
      file,
      async () => {
        count.most = Math.max(count.most, (count.working += 1));
        await setImmediate();
        count.working -= 1;
        count.done += 1;
      },
      clock,
    ),
  );
  while (count.done < 5) await clock.advance(20);
  await Promise.all(all);
  expect(count).toEqual({ working: 0, most: 1, done: 5 });
});

test("a lock that was left behind ten seconds ago is removed at once", async () => {
  const clock = createFakeClock();
  await clock.advance(20_000);
  plant(10_000);
  expect(await withFileLock(file, async () => readFileSync(lock, "utf8"), clock)).not.toBe("another");
  expect(readdirSync(folder)).toEqual([]);
});

test("a younger one is waited for until it is ten seconds old", async () => {
  const clock = createFakeClock();
  await clock.advance(20_000);
  plant(15_000);
  let isDone = false;
  const locked = withFileLock(file, async () => void (isDone = true), clock);
  await clock.advance(4980);
  expect([isDone, readFileSync(lock, "utf8")]).toEqual([false, "another"]);
  await clock.advance(40);
  await locked;
  expect(isDone).toBe(true);
});

test("one from the future is waited for no longer than ten seconds", async () => {
  const clock = createFakeClock();
  plant(1_000_000);
  let isDone = false;
  const locked = withFileLock(file, async () => void (isDone = true), clock);
  await clock.advance(9980);
  expect(isDone).toBe(false);
  await clock.advance(40);
  await locked;
  expect(isDone).toBe(true);
});

test("whoever took too long does not release the lock of its successor", async () => {
  await withFileLock(file, async () => {
    rmSync(lock);
    writeFileSync(lock, "successor");
  });
  expect(readFileSync(lock, "utf8")).toBe("successor");
});

test("where there can be no lock, the work is not done", async () => {
  let isDone = false;
  const locked = withFileLock(join(folder, "nowhere", "kodex.json"), async () => void (isDone = true));
  await expect(locked).rejects.toMatchObject({ code: "ENOENT" });
  expect(isDone).toBe(false);
});
