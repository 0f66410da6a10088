/** Counts answers that came after their call had ended. */
export interface LateCounter {
  /** One more. */
  count(plugin: string, hook: string): void;
  /** How often, by plugin and hook. */
  readonly entries: readonly { readonly plugin: string; readonly hook: string; readonly count: number }[];
}

/** A counter at zero. */
export function createLateCounter(): LateCounter {
  const counts = new Map<string, { plugin: string; hook: string; count: number }>();
  return {
    count(plugin, hook) {
      const key = `${plugin} ${hook}`;
      const entry = counts.get(key) ?? { plugin, hook, count: 0 };
      entry.count += 1;
      counts.set(key, entry);
    },
    get entries() {
      return [...counts.values()];
    },
  };
}
