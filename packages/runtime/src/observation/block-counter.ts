/** Emits of one hook that let nothing else run, by the same plugins. */
export interface Blockage {
  /** `name@version` or `host:<name>` of each that was called. */
  readonly plugins: readonly string[];
  /** Name of the hook. */
  readonly hook: string;
  /** How often. */
  readonly count: number;
  /** The longest of them, in milliseconds. */
  readonly longestMs: number;
}

/** Counts emits that held up the event loop. */
export interface BlockCounter {
  /** One more. */
  count(plugins: readonly string[], hook: string, blockedMs: number): void;
  /** What was counted, in the order in which it first happened. */
  readonly entries: readonly Blockage[];
}

/** A counter at zero. */
export function createBlockCounter(): BlockCounter {
  const blockages = new Map<string, Blockage>();
  return {
    count(plugins, hook, blockedMs) {
      const key = [hook, ...plugins].join(" ");
      const { count, longestMs } = blockages.get(key) ?? { count: 0, longestMs: 0 };
      blockages.set(key, { plugins, hook, count: count + 1, longestMs: Math.max(longestMs, blockedMs) });
    },
    get entries() {
      return [...blockages.values()];
    },
  };
}
