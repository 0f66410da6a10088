import type { CheckedPlugin } from "../checked-plugin.ts";

/** A plugin whose name was taken already. */
export interface Duplicate {
  /** The one that is left out. */
  readonly dropped: CheckedPlugin;
  /** The one that came first. */
  readonly kept: CheckedPlugin;
}

/** Keeps the first plugin of each name, in the order of the sources. */
export function guardDuplicates(plugins: readonly CheckedPlugin[]): {
  readonly unique: readonly CheckedPlugin[];
  readonly duplicates: readonly Duplicate[];
} {
  const first = new Map<string, CheckedPlugin>();
  const duplicates: Duplicate[] = [];
  for (const plugin of plugins) {
    const kept = first.get(plugin.manifest.name);
    if (kept === undefined) first.set(plugin.manifest.name, plugin);
    else duplicates.push({ dropped: plugin, kept });
  }
  return { unique: [...first.values()], duplicates };
}
