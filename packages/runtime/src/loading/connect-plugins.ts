import type { LedgerEntry } from "@kodex/manifest";
import type { ActivationOutcome } from "../activation-outcome.ts";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { CallGuard } from "../calls/call-guard.ts";
import type { CallScope, ContextFactory } from "../calls/call-scope.ts";
import { type BrokerOptions, createBroker } from "../hosting/broker/in-process-broker.ts";
import type { Broker } from "../hosting/broker.ts";
import { createInProcessBackend } from "../hosting/in-process.ts";
import type { HostServices, IsolationBackend } from "../hosting/isolation-backend.ts";
import { createContextFactory } from "../hosting/plugin-context.ts";
import { createLedgerWriter } from "../ledger-writer.ts";
import type { PluginContext } from "../plugin.ts";
import { ObservedPlugin, type PluginObserver } from "./observed-plugin.ts";
import type { ConnectedPlugin } from "./plugin-handlers.ts";

/** What hosting needs of the runtime. */
export interface ConnectOptions {
  /** What all brokers share. */
  readonly broker: BrokerOptions;
  /** Waits for activations. */
  readonly guard: CallGuard;
  /** Backends beyond in-process. */
  readonly isolation: readonly IsolationBackend[];
  /** Makes the scope of an activation. */
  readonly createScope: (plugin: AdmittedPlugin, signal: AbortSignal) => CallScope;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
  /** Learns of every activation. */
  readonly onActivated: (outcome: ActivationOutcome) => void;
  /** Learns of plugins that end by themselves. */
  readonly onExit: (plugin: AdmittedPlugin, error: unknown) => void;
}

/** Gives each admitted plugin a place to run and a way to be called. No plugin code runs. */
export function connectPlugins(plugins: readonly AdmittedPlugin[], options: ConnectOptions): readonly ConnectedPlugin[] {
  const inProcess = createInProcessBackend(options.guard);
  const writer = createLedgerWriter("host", options.record);
  const disposals = createLedgerWriter("activate", options.record);
  const observer: PluginObserver = {
    onActivated: options.onActivated,
    onDisposeFailed: ({ candidate, id }, error, durationMs) => disposals.refused(id, candidate, "error", { error, durationMs }),
  };
  // An object of the host's own has no folder.
  const codeFolders = plugins.flatMap(({ candidate }) => (candidate.kind === "inline" ? [] : [candidate.root]));
  return plugins.map((plugin) => {
    const startedAt = performance.now();
    const backend = options.isolation.find(({ level }) => level === plugin.isolation) ?? inProcess;
    const services = new PluginServices(plugin, options, codeFolders);
    const hosted = new ObservedPlugin(backend.host(plugin, services), observer);
    writer.loaded(plugin.id, plugin.candidate, `hosted at isolation "${plugin.isolation}"`, performance.now() - startedAt);
    return { plugin, hosted, contexts: (scope) => services.createContext(scope) };
  });
}

/** What one plugin gets of the runtime. The broker waits for its first call: most plugins of a session have none. */
class PluginServices implements HostServices {
  readonly #plugin: AdmittedPlugin;
  readonly #options: ConnectOptions;
  readonly #codeFolders: readonly string[];
  #broker: Broker | undefined;
  #contexts: ContextFactory | undefined;

  constructor(plugin: AdmittedPlugin, options: ConnectOptions, codeFolders: readonly string[]) {
    this.#plugin = plugin;
    this.#options = options;
    this.#codeFolders = codeFolders;
  }

  get broker(): Broker {
    return (this.#broker ??= createBroker(this.#plugin, this.#options.broker, this.#codeFolders));
  }

  createContext(scope: CallScope): PluginContext {
    return (this.#contexts ??= createContextFactory(this.#plugin, this.broker))(scope);
  }

  createActivationContext(signal: AbortSignal): PluginContext {
    return this.createContext(this.#options.createScope(this.#plugin, signal));
  }

  onExit(error: unknown): void {
    this.#options.onExit(this.#plugin, error);
  }
}
