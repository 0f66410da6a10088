import { KodexError, type LedgerEntry } from "@kodex/manifest";
import type { CallGuard } from "../calls/call-guard.ts";
import { toDisposeFailed } from "../errors.ts";
import type { ConnectedPlugin } from "./plugin-handlers.ts";

/** Longest time that a backend may take to unload a plugin, in milliseconds: more than what it gives the plugin itself. */
const UNLOAD_LIMIT_MS = 10_000;

/** What unloading needs of the runtime. */
export interface UnloadOptions {
  /** Waits for plugins. */
  readonly guard: CallGuard;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
  /** Learns of every plugin once it is disposed, whatever came of it. */
  readonly onUnloaded?: (plugin: string, durationMs: number) => void;
}

/** Disposes plugins together. One that fails, or takes too long, stands in the ledger and holds up no other. */
export async function unloadPlugins(plugins: readonly ConnectedPlugin[], options: UnloadOptions): Promise<void> {
  await Promise.all(plugins.map((plugin) => unload(plugin, options)));
}

async function unload({ hosted, plugin }: ConnectedPlugin, { guard, onUnloaded, record }: UnloadOptions): Promise<void> {
  const startedAt = guard.now();
  // A plugin may throw where it should reject.
  const disposed = (async () => hosted.dispose())();
  const settlement = await guard.settle(disposed, { deadline: startedAt + UNLOAD_LIMIT_MS });
  const durationMs = guard.now() - startedAt;
  if (settlement.kind === "error") record(toEntry(plugin, settlement.error, durationMs));
  if (settlement.kind === "timeout") record(toEntry(plugin, `it was not done within ${UNLOAD_LIMIT_MS} ms`, durationMs));
  onUnloaded?.(plugin.id, durationMs);
}

function toEntry({ candidate, id }: ConnectedPlugin["plugin"], thrown: unknown, durationMs: number): LedgerEntry {
  const { code, hint, message } = KodexError.is(thrown) ? thrown : toDisposeFailed(id, thrown);
  return {
    plugin: id,
    stage: "activate",
    outcome: "error",
    code,
    message,
    durationMs,
    source: candidate.source,
    ...(candidate.file === "" ? {} : { file: candidate.file }),
    ...(hint === undefined ? {} : { hint }),
  };
}
