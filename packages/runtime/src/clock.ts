/** Answers what time it is, so that tests need not wait. */
export interface Clock {
  /** Milliseconds that only ever grow, with fractions. */
  now(): number;
  /** Milliseconds since 1970. */
  wallNow(): number;
  /** Calls back once after a delay in milliseconds, without keeping the process alive. Returns how to cancel. */
  schedule(callback: () => void, delayMs: number): () => void;
}

/** The system's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
