import { type HookSpec, type KodexConfig, type LedgerEntry, toEventSpec } from "@kodex/manifest";
import { type CapabilityIndex, createCapabilityIndex, type Provider } from "../capabilities/capability-index.ts";
import type { EventSchemas } from "../hooks/event-checks.ts";
import type { Handler } from "../hooks/handler.ts";
import type { HookBus } from "../hooks/hook-bus.ts";
import { createLedgerWriter, type LedgerWriter } from "../ledger-writer.ts";
import { type ConnectedPlugin, toPluginHandlers } from "./plugin-handlers.ts";

/** What indexing needs of the runtime. */
export interface IndexOptions {
  /** Takes the handlers. */
  readonly bus: HookBus;
  /** Rules of every hook; the plugins' own events are added. */
  readonly specs: Map<string, HookSpec>;
  /** Schemas of events; those of the plugins' own are added. */
  readonly eventSchemas: Map<string, EventSchemas>;
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** Longest deadline of a plugin's handler, in milliseconds. */
  readonly maxTimeoutMs: number;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
}

/** What indexing has made. */
export interface PluginIndex {
  /** Providers by capability. */
  readonly capabilities: CapabilityIndex;
  /** Takes the plugins' handlers out of the bus again. */
  unsubscribe(): void;
}

/** Enters the plugins' handlers into the bus and their capabilities into an index. No plugin code runs. */
export function indexPlugins(plugins: readonly ConnectedPlugin[], options: IndexOptions): PluginIndex {
  // All events first: a plugin may handle those of another that comes later.
  for (const { plugin } of plugins)
    for (const [event, declaration] of Object.entries(plugin.manifest.events)) {
      options.specs.set(event, toEventSpec(declaration));
      options.eventSchemas.set(event, declaration);
    }
  const byHook = new Map<string, Handler[]>();
  const writer = createLedgerWriter("index", options.record);
  for (const plugin of plugins) collectHandlers(plugin, byHook, options, writer);
  const removers = [...byHook].map(([hook, handlers]) => options.bus.add(hook, handlers));
  return {
    capabilities: createCapabilityIndex(plugins.flatMap(toProviders), options.config.capabilities),
    unsubscribe() {
      for (const remove of removers) remove();
    },
  };
}

/** Handlers of events that nobody declares are left out, which the ledger says. */
function collectHandlers(connected: ConnectedPlugin, byHook: Map<string, Handler[]>, options: IndexOptions, writer: LedgerWriter): void {
  const startedAt = performance.now();
  const { candidate, id, manifest } = connected.plugin;
  const handlers = toPluginHandlers(connected, options);
  const own = options.config.plugins?.[manifest.name]?.hooks ?? {};
  const unknown = Object.keys(manifest.hooks).filter((hook) => !options.specs.has(hook) && own[hook]?.enabled !== false);
  for (const [hook, handler] of handlers) {
    const known = byHook.get(hook);
    if (known !== undefined) known.push(handler);
    else byHook.set(hook, [handler]);
  }
  const message = `${handlers.size} hooks, ${Object.keys(manifest.capabilities).length} capabilities`;
  const durationMs = performance.now() - startedAt;
  if (unknown.length === 0) {
    writer.loaded(id, candidate, message, durationMs);
    return;
  }
  const events = unknown.join(", ");
  options.record({
    plugin: id,
    stage: "index",
    outcome: "loaded",
    code: "HOOK_UNKNOWN",
    message: `${message}; no plugin declares ${events}`,
    hint: `Add the plugin that emits ${events}.`,
    durationMs,
    source: candidate.source,
    ...(candidate.file === "" ? {} : { file: candidate.file }),
  });
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
