/** Answers what time it is, so that tests need not wait. */
export interface Clock {
  /** Milliseconds that only ever grow, with fractions. */
  now(): number;
  /** Milliseconds since 1970. */
  wallNow(): number;
  /** Calls back once after a delay in milliseconds, earlier when the delay is longer than timers can be, and keeps the process alive until then. */
  schedule(callback: () => void, delayMs: number): Timer;
}

/** One scheduled call. */
export interface Timer {
  /** Calls it off. */
  cancel(): void;
  /** Whether waiting for it keeps the process alive. */
  keepAlive(keep: boolean): void;
}

/** The longest delay that Node's timers know; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The system's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(delayMs, MAX_DELAY_MS));
    return {
      cancel: () => clearTimeout(timer),
      keepAlive: (keep) => void (keep ? timer.ref() : timer.unref()),
    };
  },
};
