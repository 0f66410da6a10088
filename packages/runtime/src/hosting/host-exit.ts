/** Tells of the end of the host's process, with one listener for all who want to know. */
export interface HostExit {
  /** Calls back once when the process ends, before the listeners that are there already. Returns how to call it off. */
  watch(onExit: (exitCode: number) => void): () => void;
}

/** Nothing is registered with the process while nobody watches. */
export function createHostExit(): HostExit {
  const watchers = new Set<(exitCode: number) => void>();
  const tell = (exitCode: number): void => {
    for (const onExit of watchers) onExit(exitCode);
  };
  return {
    watch(onExit) {
      // A function of its own for each, since two may watch with the same one.
      const watcher = (exitCode: number): void => onExit(exitCode);
      if (watchers.size === 0) process.prependListener("exit", tell);
      watchers.add(watcher);
      return () => {
        if (watchers.delete(watcher) && watchers.size === 0) process.off("exit", tell);
      };
    },
  };
}
