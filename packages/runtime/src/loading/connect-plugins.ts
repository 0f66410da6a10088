import type { KodexError, LedgerEntry } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { CallGuard } from "../calls/call-guard.ts";
import type { CallScope } from "../calls/call-scope.ts";
import { type BrokerOptions, createBroker } from "../hosting/broker/in-process-broker.ts";
import { createInProcessBackend } from "../hosting/in-process.ts";
import type { IsolationBackend } from "../hosting/isolation-backend.ts";
import { createContextFactory } from "../hosting/plugin-context.ts";
import { type ActivationOutcome, observePlugin } from "./observed-plugin.ts";
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
  // An object of the host's own has no folder.
  const codeFolders = plugins.flatMap(({ candidate }) => (candidate.kind === "inline" ? [] : [candidate.root]));
  return plugins.map((plugin) => {
    const startedAt = performance.now();
    const backend = options.isolation.find(({ level }) => level === plugin.isolation) ?? inProcess;
    const broker = createBroker(plugin, options.broker, codeFolders);
    const contexts = createContextFactory(plugin, broker);
    const hosted = backend.host(plugin, {
      broker,
      createActivationContext: (signal) => contexts(options.createScope(plugin, signal)),
      onExit: (error) => options.onExit(plugin, error),
    });
    const place = {
      plugin: plugin.id,
      source: plugin.candidate.source,
      ...(plugin.candidate.file === "" ? {} : { file: plugin.candidate.file }),
    };
    options.record({
      ...place,
      stage: "host",
      outcome: "loaded",
      message: `hosted at isolation "${plugin.isolation}"`,
      durationMs: performance.now() - startedAt,
    });
    const observer = {
      onActivated: options.onActivated,
      onDisposeFailed: ({ code, hint, message }: KodexError, durationMs: number) =>
        options.record({
          ...place,
          stage: "activate",
          outcome: "error",
          code,
          message,
          durationMs,
          ...(hint === undefined ? {} : { hint }),
        }),
    };
    return { plugin, hosted: observePlugin(hosted, observer), contexts };
  });
}
