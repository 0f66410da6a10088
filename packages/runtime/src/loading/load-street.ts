import { join } from "node:path";
import type { HookSpec, LedgerEntry } from "@kodex/manifest";
import type { CallGuard } from "../calls/call-guard.ts";
import type { CallScopes } from "../calls/call-scopes.ts";
import { type CapabilityCaller, createCapabilityCaller } from "../capabilities/capability-caller.ts";
import type { CapabilityIndex } from "../capabilities/capability-index.ts";
import { type CapabilityRouter, createCapabilityRouter } from "../capabilities/capability-router.ts";
import { connectPlugins } from "./connect-plugins.ts";
import { openManifestIndex } from "../discovery/manifest-index.ts";
import type { EventSchemas } from "../hooks/event-checks.ts";
import type { HookBus } from "../hooks/hook-bus.ts";
import type { ResultChecks } from "../hooks/result-checks.ts";
import { withHostGate } from "./host-gate.ts";
import { indexPlugins } from "./index-plugins.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";
import { type LoadedPlugins, loadPlugins } from "./load-plugins.ts";
import type { ActivationLog } from "../observation/activation-log.ts";
import type { PluginRecord } from "../observation/plugin-list.ts";
import type { ConnectedPlugin } from "./plugin-handlers.ts";
import type { RuntimeSettings } from "../runtime-settings.ts";
import { unloadPlugins } from "./unload-plugins.ts";

/** What the street is walked with. */
export interface StreetServices {
  /** What the embedder has set, with every default filled. */
  readonly settings: RuntimeSettings;
  /** Takes the handlers. */
  readonly bus: HookBus;
  /** Rules of every hook; those of plugins' own events are added. */
  readonly specs: Map<string, HookSpec>;
  /** Schemas of events; those of plugins' own are added. */
  readonly eventSchemas: Map<string, EventSchemas>;
  /** Checks of results. */
  readonly results: ResultChecks;
  /** Waits for plugins. */
  readonly guard: CallGuard;
  /** Makes the scopes of activations. */
  readonly scopes: CallScopes;
  /** Compiles plugins' schemas. */
  readonly schemas: SchemaCompiler;
  /** Learns of activations. */
  readonly activations: ActivationLog;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
}

/** What there is at the end of the street. */
export interface LoadedRuntime {
  /** One record per candidate, in the order of the sources. */
  readonly records: readonly PluginRecord[];
  /** Admitted plugins in dependency order. */
  readonly plugins: readonly ConnectedPlugin[];
  /** Takes their handlers out of the bus. */
  readonly unsubscribe: () => void;
  /** Providers by capability. */
  readonly index: CapabilityIndex;
  /** Ranks providers. */
  readonly router: CapabilityRouter;
  /** Calls providers. */
  readonly caller: CapabilityCaller;
  /** Why the index of manifests could not be written, if it could not. */
  readonly indexProblem: string | undefined;
}

/** Discover, read the manifests, admit, host, index, activate what is eager. @throws the first problem's typed error when strict. */
export async function walkStreet(services: StreetServices): Promise<LoadedRuntime> {
  const { bus, eventSchemas, guard, record, schemas, settings, specs } = services;
  // The host's own handlers may return something from the first emit on; plugins' code is not even imported then.
  if (bus.hooks.some((hook) => bus.isHandled(hook))) await services.results.prepare();
  const { admitted, indexProblem, records } = await findPlugins(services);
  const plugins = hostPlugins(admitted, services);
  const { capabilities, unsubscribe } = indexPlugins(plugins, { ...settings, bus, specs, eventSchemas, record });
  const eager = plugins.filter(({ plugin }) => settings.strict || plugin.manifest.activation === "eager");
  const outcomes = await activatePlugins(eager);
  if (eager.length > 0) await services.results.prepare();
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (settings.strict && failed !== undefined) {
    unsubscribe();
    await unloadPlugins(plugins, services);
    throw failed.reason;
  }
  announce(plugins, records, services);
  return {
    records,
    plugins,
    unsubscribe,
    index: capabilities,
    router: createCapabilityRouter(capabilities),
    caller: createCapabilityCaller(capabilities, guard, schemas),
    indexProblem,
  };
}

/** Activates plugins together; each outcome stands in the ledger. */
export async function activatePlugins(plugins: readonly ConnectedPlugin[]): Promise<readonly PromiseSettledResult<void>[]> {
  return Promise.allSettled(plugins.map(({ hosted }) => hosted.activate()));
}

async function findPlugins({ bus, record, schemas, settings }: StreetServices): Promise<LoadedPlugins> {
  return loadPlugins({
    ...settings,
    trust: withHostGate(settings.trust, {
      isHandled: () => bus.isHandled("plugin.admit"),
      emit: (payload) => bus.dispatch("plugin.admit", payload, {}),
    }),
    availableIsolation: ["in-process", ...settings.isolation.map(({ level }) => level)],
    index: openManifestIndex(join(settings.stateDirectory, "manifest-index"), { hooks: settings.events }),
    schemas,
    record,
  });
}

function hostPlugins(admitted: LoadedPlugins["admitted"], services: StreetServices): readonly ConnectedPlugin[] {
  const { activations, bus, guard, record, scopes, settings } = services;
  return connectPlugins(admitted, {
    broker: settings.broker,
    guard,
    isolation: settings.isolation,
    createScope: (plugin, signal) => scopes.createScope("activate", { origin: plugin.id, signal }),
    record,
    onActivated: activations.recordOutcome,
    onExit(plugin, error) {
      bus.deactivate(plugin.id);
      activations.recordExit(plugin, error);
    },
  });
}

/** Plugins whose activation has failed were announced when it did. */
function announce(plugins: readonly ConnectedPlugin[], records: readonly PluginRecord[], { activations, bus }: StreetServices): void {
  if (bus.isHandled("plugin.loaded"))
    for (const { plugin } of plugins)
      if (!activations.failures.has(plugin.id)) void bus.dispatch("plugin.loaded", { plugin: plugin.id }, {});
  for (const { checked, place, problem } of records)
    if (problem?.outcome === "error") void bus.dispatch("plugin.failed", { plugin: checked?.id ?? place, code: problem.error.code }, {});
}
