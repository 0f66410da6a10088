/** Counts events within a window of time. */
export interface RateLimit {
  /** Counts one more; false when the window is full. */
  take(): boolean;
}

/** A limit for each window of `windowMs`, which begins with the first event after the last window. */
export function createRateLimit(most: number, windowMs: number, now: () => number): RateLimit {
  let endsAt = -Infinity;
  let count = 0;
  return {
    take() {
      const time = now();
      if (time >= endsAt) {
        endsAt = time + windowMs;
        count = 0;
      }
      count += 1;
      return count <= most;
    },
  };
}
