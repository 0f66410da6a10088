import { type HookSpec, loadResultValidators, toHookDefaults, VOCABULARY } from "@kodex/manifest";
import { assertHandler } from "./assert-options.ts";
import { createCallScopes } from "./calls/call-scopes.ts";
import { toProviderListing } from "./capabilities/capability-index.ts";
import { createCapabilityCalls } from "./calls/capability-calls.ts";
import { closeBackends } from "./loading/close-backends.ts";
import { createHookBus } from "./hooks/hook-bus.ts";
import type { EventMap } from "./hooks/hook-set.ts";
import { createResultChecks } from "./hooks/result-checks.ts";
import { createSchemaCompiler } from "./schemas/schema-compiler.ts";
import { createLifecycle } from "./loading/lifecycle.ts";
import { activatePlugins, type LoadedRuntime, walkStreet } from "./loading/load-street.ts";
import { createActivationLog } from "./observation/activation-log.ts";
import { examine } from "./observation/doctor.ts";
import { explainHook } from "./observation/explain.ts";
import { createBlockCounter } from "./observation/block-counter.ts";
import { createLateCounter } from "./observation/late-counter.ts";
import { createLedger } from "./observation/ledger.ts";
import { findMissingFolders } from "./observation/missing-folders.ts";
import { type PluginRecord, toFindings, toPluginListing, withFailures } from "./observation/plugin-list.ts";
import { findSchemaProblems } from "./observation/schema-check.ts";
import { toHostHandler } from "./loading/plugin-handlers.ts";
import { createCallGuard } from "./resilience/call-guard.ts";
import type { Runtime } from "./runtime-interface.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { resolveSettings } from "./runtime-settings.ts";
import { createSession } from "./session.ts";
import { unloadPlugins } from "./loading/unload-plugins.ts";

/**
 * A plugin system, embedded. Nothing is read before `load`, and no plugin code runs before it is needed, except for
 * single-file plugins, whose manifest is in their code.
 *
 * @throws RuntimeStateError for an option that makes no sense
 */
export async function createRuntime<Events extends EventMap = Record<never, never>>(
  options: RuntimeOptions<Events> = {},
): Promise<Runtime<Events>> {
  const settings = resolveSettings(options, process.env);
  const ledger = createLedger();
  const late = createLateCounter();
  const blocked = createBlockCounter();
  const guard = createCallGuard(settings.clock);
  const schemas = createSchemaCompiler();
  const specs = new Map<string, HookSpec>([...Object.entries(VOCABULARY), ...Object.entries(settings.events)]);
  const results = createResultChecks(loadResultValidators);
  const eventSchemas = new Map(Object.entries(options.hooks?.schemas ?? {}));

  const scopes = createCallScopes({
    cwd: settings.cwd,
    now: () => guard.now(),
    dispatch: (hook, payload, emitSettings) => bus.dispatch(hook, payload, emitSettings),
    invoke: async (capability, input, query, parent) => (await calls.call(capability, input, query, parent)).output,
  });
  const calls = createCapabilityCalls(scopes, () => lifecycle.assertLoaded("invoke").caller);
  const bus = createHookBus({
    specs,
    results,
    schemas: eventSchemas,
    compiler: schemas,
    guard,
    isStrict: settings.strict,
    onAsk: settings.onAsk,
    onLate: (plugin, hook) => late.count(plugin, hook),
    onBlocked: (plugins, hook, blockedMs) => blocked.count(plugins, hook, blockedMs),
    createEnvelope: scopes.createEnvelope,
    invokeWithin: calls.callWithin,
  });
  const activations = createActivationLog(ledger.record, (plugin, code, durationMs) => {
    void bus.dispatch("plugin.failed", { plugin, code, durationMs }, {});
  });
  const lifecycle = createLifecycle<LoadedRuntime>({
    load: () => walkStreet({ settings, bus, specs, eventSchemas, results, guard, scopes, schemas, activations, record: ledger.record }),
    async close(loaded) {
      // Plugins that are going hear nothing any more; the host's handlers do.
      loaded?.unsubscribe();
      await unloadPlugins(loaded?.plugins ?? [], {
        guard,
        record: ledger.record,
        onUnloaded: (plugin, durationMs) => void bus.dispatch("plugin.unloaded", { plugin, durationMs }, {}),
      });
      await closeBackends(settings.isolation, guard, ledger.record);
    },
  });
  const toRecords = (what: string): readonly PluginRecord[] => withFailures(lifecycle.assertLoaded(what).records, activations.failures);

  const runtime: Runtime<Events> = {
    load: lifecycle.load,
    emit: async (hook, payload, emitOptions) => runtime.dispatch(hook, payload, emitOptions),
    dispatch(hook, payload, emitOptions = {}) {
      lifecycle.assertLoaded("emit");
      return bus.dispatch(hook, payload, emitOptions) as never;
    },
    on(hook, handler, handlerOptions) {
      lifecycle.assertOpen("on");
      assertHandler(handler);
      const { spec } = bus.plan(hook);
      const host = toHostHandler(handler as never, handlerOptions, { ...toHookDefaults(spec.kinds), contexts: (scope) => scope as never });
      return bus.add(hook, [host]);
    },
    invoke: (capability, input, query = {}) => calls.call(capability, input, query),
    capabilities: {
      list: () => lifecycle.assertLoaded("capabilities.list").index.list(),
      find: (id, range) =>
        lifecycle
          .assertLoaded("capabilities.find")
          .index.find(id, range === undefined ? {} : { range })
          .map(toProviderListing),
      route: async (task, { limit = 5 } = {}) => lifecycle.assertLoaded("capabilities.route").router.route(task, limit),
    },
    explain(hook, payload, { plugin } = {}) {
      const records = toRecords("explain");
      const { handlers, select } = bus.plan(hook);
      return explainHook({
        hook,
        plugin,
        records,
        config: settings.config,
        handlers,
        selected: payload === undefined ? handlers : select(payload),
      });
    },
    async doctor() {
      const { indexProblem, plugins } = lifecycle.assertLoaded("doctor");
      await activatePlugins(plugins);
      const owners = { plugins: plugins.map(({ plugin }) => plugin), events: options.hooks?.schemas ?? {} };
      const schemaProblems = await findSchemaProblems(owners, schemas);
      return examine({
        ...settings,
        nodeVersion: process.version,
        indexProblem,
        missingFolders: findMissingFolders(settings.config, settings.cwd),
        records: toRecords("doctor"),
        ledger: ledger.entries,
        hooks: bus.hooks.map((hook) => bus.plan(hook)),
        schemaProblems,
        late: late.entries,
        blocked: blocked.entries,
      });
    },
    list: () => toRecords("list").map(toPluginListing),
    get diagnostics() {
      return toRecords("diagnostics").flatMap(toFindings);
    },
    get ledger() {
      return ledger.entries;
    },
    session: (scope) => createSession(runtime, scope),
    close: lifecycle.close,
    [Symbol.asyncDispose]: lifecycle.close,
  };
  return runtime;
}
