import { readFileSync, renameSync, rmSync, statSync, writeFileSync, linkSync } from "node:fs";
import { type Clock, systemClock } from "../../clock.ts";

/** A lock that nobody has released for so long, in milliseconds, was left behind: what is locked takes a few of them. */
const ABANDONED_MS = 10_000;
/** Time between two tries, in milliseconds. */
const RETRY_MS = 20;

/**
 * Runs work while no other process that asks for the same lock runs its own. The lock is a file beside the one that is
 * locked, `<file>.lock`, which only one can make. One that a process has left behind is removed once it is ten seconds
 * old, so that the wait always ends.
 *
 * @throws what `work` throws, and the system's error when there can be no lock
 */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>, clock: Clock = systemClock): Promise<Result> {
  const lock = `${file}.lock`;
  const token = crypto.randomUUID();
  await acquire(lock, token, clock);
  try {
    return await work();
  } finally {
    // Whoever took it for abandoned has one of its own by now.
    if (readToken(lock) === token) rmSync(lock, { force: true });
  }
}

async function acquire(lock: string, token: string, clock: Clock): Promise<void> {
  let seen: string | undefined;
  let seenAt = 0;
  while (!make(lock, token)) {
    const holder = readToken(lock);
    if (holder !== seen) {
      seen = holder;
      seenAt = clock.now();
    }
    if (holder !== undefined && isAbandoned(lock, clock.now() - seenAt, clock)) remove(lock, holder);
    else await new Promise<void>((resolve) => void clock.schedule(resolve, RETRY_MS));
  }
}

function make(lock: string, token: string): boolean {
  try {
    writeFileSync(lock, token, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** By its own age, or, where the clock was set back meanwhile, by how long it was watched. */
function isAbandoned(lock: string, watchedMs: number, clock: Clock): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && (watchedMs >= ABANDONED_MS || clock.wallNow() - made >= ABANDONED_MS);
}

/** Only one of several that remove it gets hold of it; one that took a newer lock by mistake gives it back. */
function remove(lock: string, holder: string): void {
  const aside = `${lock}.${crypto.randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (readToken(aside) !== holder) linkSync(aside, lock);
  } catch (error) {
    // Gone already, or taken anew.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readToken(lock: string): string | undefined {
  try {
    return readFileSync(lock, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
