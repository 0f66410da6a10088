import { type HookSpec, type KodexConfig, type LedgerEntry, toEventSpec } from "@kodex/manifest";
import { type CapabilityIndex, createCapabilityIndex, type Provider } from "./capabilities/capability-index.ts";
import type { HookBus } from "./hooks/hook-bus.ts";
import { type ConnectedPlugin, toPluginHandlers } from "./plugin-handlers.ts";

/** What indexing needs of the runtime. */
export interface IndexOptions {
  /** Takes the handlers. */
  readonly bus: HookBus;
  /** Rules of every hook; the plugins' own events are added. */
  readonly specs: Map<string, HookSpec>;
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** Longest deadline of a plugin's handler, in milliseconds. */
  readonly maxTimeoutMs: number;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
}

/** Enters the plugins' handlers into the bus and their capabilities into an index. No plugin code runs. */
export function indexPlugins(plugins: readonly ConnectedPlugin[], options: IndexOptions): CapabilityIndex {
  // All events first: a plugin may handle those of another that comes later.
  for (const { plugin } of plugins)
    for (const [event, declaration] of Object.entries(plugin.manifest.events)) options.specs.set(event, toEventSpec(declaration));
  for (const plugin of plugins) subscribe(plugin, options);
  return createCapabilityIndex(plugins.flatMap(toProviders), options.config.capabilities);
}

function subscribe(connected: ConnectedPlugin, { bus, config, maxTimeoutMs, record, specs }: IndexOptions): void {
  const startedAt = performance.now();
  const { candidate, id, manifest } = connected.plugin;
  const handlers = toPluginHandlers(connected, config, maxTimeoutMs);
  const unknown = [...handlers.keys()].filter((hook) => !specs.has(hook));
  for (const [hook, handler] of handlers) if (specs.has(hook)) bus.add(hook, [handler]);
  const message = `${handlers.size - unknown.length} hooks, ${Object.keys(manifest.capabilities).length} capabilities`;
  const entry = {
    plugin: id,
    stage: "index",
    outcome: "loaded",
    durationMs: performance.now() - startedAt,
    source: candidate.source,
  } as const;
  if (unknown.length === 0) record({ ...entry, message });
  else {
    const events = unknown.join(", ");
    record({
      ...entry,
      code: "HOOK_UNKNOWN",
      message: `${message}; no plugin declares ${events}`,
      hint: `Add the plugin that emits ${events}.`,
    });
  }
}

function toProviders({ contexts, hosted, plugin }: ConnectedPlugin): readonly Provider[] {
  return Object.entries(plugin.manifest.capabilities).map(([capability, declaration]) => ({
    capability,
    name: plugin.manifest.name,
    plugin: plugin.id,
    declaration,
    hosted,
    contexts,
  }));
}
