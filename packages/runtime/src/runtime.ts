import { join } from "node:path";
import {
  type DoctorReport,
  type HookSpec,
  type InvokeReport,
  loadResultValidators,
  type PluginListing,
  type SchemaValidator,
  toEventSpec,
  toHookDefaults,
  VOCABULARY,
} from "@kodex/manifest";
import type { TrustGate } from "./admission/trust-gate.ts";
import { createCallScopes } from "./call-scopes.ts";
import { type CapabilityCaller, createCapabilityCaller } from "./capabilities/capability-caller.ts";
import { type CapabilityIndex, createCapabilityIndex, toProviderListing } from "./capabilities/capability-index.ts";
import { type CapabilityRouter, createCapabilityRouter } from "./capabilities/capability-router.ts";
import { connectPlugins } from "./connect-plugins.ts";
import { toPlaceName } from "./discovery/discover-candidates.ts";
import { openManifestIndex } from "./discovery/manifest-index.ts";
import { toErrorMessage, toRuntimeClosed, toRuntimeNotLoaded } from "./errors.ts";
import { createHookBus } from "./hooks/hook-bus.ts";
import type { HandlerCall } from "./hooks/handler-call.ts";
import type { EventMap } from "./hooks/hook-set.ts";
import { createSchemaCompiler } from "./json-schema.ts";
import { loadPlugins } from "./load-plugins.ts";
import { examine, type SchemaProblem } from "./observation/doctor.ts";
import { type AbsentPlugin, explainHook } from "./observation/explain.ts";
import { createLateCounter } from "./observation/late-counter.ts";
import { createLedger } from "./observation/ledger.ts";
import { type PluginRecord, toFindings, toPluginListing } from "./observation/plugin-list.ts";
import type { ActivationOutcome } from "./observed-plugin.ts";
import { type ConnectedPlugin, toHostHandler, toPluginHandlers } from "./plugin-handlers.ts";
import { createCallGuard } from "./resilience/call-guard.ts";
import type { EmitOptions, InvokeOptions, Runtime } from "./runtime-interface.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { resolveSettings } from "./runtime-settings.ts";

/** What exists once plugins are loaded. */
interface Loaded {
  readonly records: readonly PluginRecord[];
  readonly plugins: readonly ConnectedPlugin[];
  readonly index: CapabilityIndex;
  readonly router: CapabilityRouter;
  readonly caller: CapabilityCaller;
  /** Why the index of manifests could not be written, if it could not. */
  readonly indexProblem: string | undefined;
}

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
  const { clock, config, cwd } = settings;
  const ledger = createLedger();
  const guard = createCallGuard(clock);
  const schemas = createSchemaCompiler();
  const late = createLateCounter();
  const extraSpecs = options.hooks?.specs ?? {};
  const specs = new Map<string, HookSpec>([...Object.entries(VOCABULARY), ...Object.entries(extraSpecs)]);
  const results: Record<string, SchemaValidator> = {};
  const failures = new Map<string, ActivationOutcome>();
  let loading: Promise<void> | undefined;
  let loaded: Loaded | undefined;
  let closing: Promise<void> | undefined;

  const scopes = createCallScopes({
    cwd,
    now: () => guard.now(),
    dispatch: (hook, payload, emitSettings) => bus.dispatch(hook, payload, emitSettings),
    invoke: async (capability, input, query, parent) => (await call(capability, input, query, parent)).output,
  });
  const bus = createHookBus({
    specs,
    results,
    guard,
    onAsk: options.onAsk,
    onLate: (plugin, hook) => late.count(plugin, hook),
    createEnvelope: scopes.createEnvelope,
    invokeWithin: async (parent, capability, input, query) =>
      (await call(capability, input, { ...query, ...toSession(parent.run.settings.sessionId) }, parent)).output,
  });

  async function call(capability: string, input: unknown, query: InvokeOptions, parent?: HandlerCall): Promise<InvokeReport> {
    const origin = parent?.handler.label ?? "host";
    return assertLoaded("invoke").caller.call({
      ...query,
      capability,
      input,
      signal: query.signal ?? parent?.signal,
      ...(parent === undefined ? {} : { outerDeadline: parent.deadline }),
      createScope: (_plugin, signal, deadline) =>
        scopes.createScope(capability, { origin, signal, deadline, parent, sessionId: query.sessionId }),
    });
  }

  function assertLoaded(what: string): Loaded {
    if (closing !== undefined) throw toRuntimeClosed(what);
    if (loaded === undefined) throw toRuntimeNotLoaded(what);
    return loaded;
  }

  /** The street: discover, read manifests, admit, host, index. */
  async function load(): Promise<void> {
    Object.assign(results, await loadResultValidators());
    const index = openManifestIndex(join(settings.stateDirectory, "manifest-index"), { hooks: extraSpecs });
    const { admitted, indexProblem, records } = await loadPlugins({
      cwd,
      sources: settings.sources,
      options: options,
      specs: extraSpecs,
      trust: askHost(settings.trust),
      safeMode: settings.safeMode,
      strict: settings.strict,
      availableIsolation: ["in-process", ...(options.isolation ?? []).map(({ level }) => level)],
      index,
      schemas,
      record: ledger.record,
    });
    const plugins = connectPlugins(admitted, {
      broker: {
        cwd,
        stateDirectory: settings.stateDirectory,
        env: process.env,
        secrets: options.secrets ?? {},
        model: options.model,
        onLog: options.onLog ?? (() => undefined),
        clock,
      },
      guard,
      isolation: options.isolation ?? [],
      createScope: (plugin, signal) => scopes.createScope("activate", { origin: plugin.id, signal }),
      record: ledger.record,
      onActivated,
      onExit: (plugin, error) => {
        bus.deactivate(plugin.id);
        ledger.record({
          plugin: plugin.id,
          stage: "activate",
          outcome: "error",
          code: "PLUGIN_EXITED",
          message: toErrorMessage(error),
          durationMs: 0,
          source: plugin.candidate.source,
        });
      },
    });
    for (const { plugin } of plugins)
      for (const [event, declaration] of Object.entries(plugin.manifest.events)) specs.set(event, toEventSpec(declaration));
    for (const plugin of plugins) subscribe(plugin);
    const capabilities = createCapabilityIndex(plugins.flatMap(toProviders), config.capabilities);
    loaded = {
      records,
      plugins,
      index: capabilities,
      router: createCapabilityRouter(capabilities),
      caller: createCapabilityCaller(capabilities, guard, schemas),
      indexProblem,
    };
    await activate(
      plugins.filter(({ plugin }) => settings.strict || plugin.manifest.activation === "eager"),
      settings.strict,
    );
    announce(loaded);
  }

  /** A host handler of `plugin.admit` may refuse what the gate would let in. */
  function askHost(gate: TrustGate): TrustGate {
    return {
      async decide(request) {
        const decision = await gate.decide(request);
        const { candidate, declared, manifest } = request;
        if (!decision.admit || manifest === undefined) return decision;
        const provenance = { origin: candidate.origin, source: candidate.source, file: candidate.file };
        const { decision: verdict, reasons } = await bus.dispatch(
          "plugin.admit",
          { plugin: manifest.name, version: manifest.version, provenance, declared },
          {},
        );
        return verdict === "allow"
          ? decision
          : {
              admit: false,
              code: "PLUGIN_UNTRUSTED",
              reason: reasons.at(-1)?.reason ?? "the host refused it",
              hint: "Ask whoever runs this agent.",
            };
      },
    };
  }

  function subscribe(connected: ConnectedPlugin): void {
    const startedAt = performance.now();
    const { plugin } = connected;
    const handlers = toPluginHandlers(connected, config, settings.maxTimeoutMs);
    const unknown = [...handlers.keys()].filter((hook) => !specs.has(hook));
    for (const [hook, handler] of handlers) if (specs.has(hook)) bus.add(hook, [handler]);
    ledger.record({
      plugin: plugin.id,
      stage: "index",
      outcome: "loaded",
      message: `${handlers.size - unknown.length} hooks, ${Object.keys(plugin.manifest.capabilities).length} capabilities${unknown.length === 0 ? "" : `; no plugin declares ${unknown.join(", ")}`}`,
      durationMs: performance.now() - startedAt,
      source: plugin.candidate.source,
      ...(unknown.length === 0 ? {} : { code: "HOOK_UNKNOWN", hint: `Add the plugin that emits ${unknown.join(", ")}.` }),
    });
  }

  function onActivated(outcome: ActivationOutcome): void {
    const { durationMs, error, hosted } = outcome;
    const { candidate, id } = hosted.plugin;
    const place = {
      plugin: id,
      stage: "activate",
      durationMs,
      source: candidate.source,
      ...(candidate.file === "" ? {} : { file: candidate.file }),
    } as const;
    if (error === undefined) {
      failures.delete(id);
      ledger.record({ ...place, outcome: "loaded", message: "is active" });
    } else {
      failures.set(id, outcome);
      ledger.record({
        ...place,
        outcome: "error",
        code: error.code,
        message: error.message,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      });
      void bus.dispatch("plugin.failed", { plugin: id, code: error.code, durationMs }, {});
    }
  }

  async function activate(plugins: readonly ConnectedPlugin[], isStrict: boolean): Promise<void> {
    const outcomes = await Promise.allSettled(plugins.map(({ hosted }) => hosted.activate()));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (!isStrict || failed === undefined) return;
    loaded = undefined;
    throw failed.reason;
  }

  function announce({ plugins, records }: Loaded): void {
    for (const { plugin } of plugins) void bus.dispatch("plugin.loaded", { plugin: plugin.id }, {});
    for (const { candidate, checked, problem } of records)
      if (problem?.outcome === "error")
        void bus.dispatch("plugin.failed", { plugin: checked?.id ?? toPlaceName(candidate), code: problem.error.code }, {});
  }

  /** The records with what activation has shown since. */
  function toRecords(): readonly PluginRecord[] {
    return assertLoaded("list").records.map((record) => {
      const error = record.admitted === undefined ? undefined : failures.get(record.admitted.id)?.error;
      return error === undefined ? record : { ...record, problem: { outcome: "error", error } };
    });
  }

  function list(): readonly PluginListing[] {
    return toRecords().map((record) => toPluginListing(record, toPlaceName(record.candidate)));
  }

  function findAbsent(hook: string): readonly AbsentPlugin[] {
    return toRecords().flatMap(({ checked, problem }) => {
      if (checked?.manifest.hooks[hook] === undefined) return [];
      if (problem !== undefined) return [{ plugin: checked.id, code: problem.error.code, reason: problem.error.message }];
      return config.plugins?.[checked.manifest.name]?.hooks?.[hook]?.enabled === false
        ? [{ plugin: checked.id, code: "HOOK_DISABLED", reason: `"${hook}" of ${checked.id} is disabled in the configuration` }]
        : [];
    });
  }

  async function doctor(): Promise<DoctorReport> {
    const { indexProblem, plugins, records } = assertLoaded("doctor");
    await activate(plugins, false);
    return examine({
      nodeVersion: process.version,
      plugins: list(),
      ledger: ledger.entries,
      manifestWarnings: records.flatMap(({ checked }) => checked?.diagnostics.filter(({ severity }) => severity === "warning") ?? []),
      orderWarnings: bus.hooks.flatMap((hook) => bus.plan(hook).diagnostics),
      unknownHooks: ledger.entries.filter(({ code, stage }) => stage === "index" && code !== undefined),
      schemaProblems: await findSchemaProblems(plugins),
      late: late.entries,
      notes:
        indexProblem === undefined
          ? []
          : [
              {
                id: "runtime.index",
                message: `the index of manifests cannot be written: ${indexProblem}`,
                hint: `Make ${settings.stateDirectory} writable.`,
              },
            ],
    });
  }

  async function findSchemaProblems(plugins: readonly ConnectedPlugin[]): Promise<SchemaProblem[]> {
    const parts = plugins.flatMap(({ plugin: { id, manifest } }) => [
      ...Object.entries(manifest.capabilities).flatMap(([capability, { input, output }]) => [
        { plugin: id, part: `the input of "${capability}"`, schema: input },
        { plugin: id, part: `the output of "${capability}"`, schema: output },
      ]),
      ...(manifest.config === undefined ? [] : [{ plugin: id, part: "its settings", schema: manifest.config }]),
    ]);
    const outcomes = await Promise.all(parts.map(({ schema }) => schemas.compile(schema).then(() => undefined, toErrorMessage)));
    return parts.flatMap(({ part, plugin }, place) => (outcomes[place] === undefined ? [] : [{ plugin, part, reason: outcomes[place] }]));
  }

  async function close(): Promise<void> {
    // What is still loading is waited for, whatever comes of it, so that nothing it started is left behind.
    await loading?.catch(() => undefined);
    await Promise.allSettled((loaded?.plugins ?? []).map(({ hosted }) => hosted.dispose()));
    await Promise.allSettled((options.isolation ?? []).map(async (backend) => backend.close?.()));
  }

  const runtime: Runtime<Events> = {
    load: async () => {
      if (closing !== undefined) throw toRuntimeClosed("load");
      return (loading ??= load());
    },
    emit: async (hook, payload, emitOptions) => runtime.dispatch(hook, payload, emitOptions),
    dispatch(hook, payload, emitOptions = {}) {
      assertLoaded("emit");
      return bus.dispatch(hook, payload, emitOptions) as never;
    },
    on(hook, handler, handlerOptions) {
      if (closing !== undefined) throw toRuntimeClosed("on");
      const { spec } = bus.plan(hook);
      const host = toHostHandler(handler as never, handlerOptions, { ...toHookDefaults(spec.kinds), contexts: (scope) => scope as never });
      return bus.add(hook, [host]);
    },
    invoke: (capability, input, query = {}) => call(capability, input, query),
    capabilities: {
      list: () => assertLoaded("capabilities.list").index.list(),
      find: (id, range) =>
        assertLoaded("capabilities.find")
          .index.find(id, range === undefined ? {} : { range })
          .map(toProviderListing),
      route: async (task, { limit = 5 } = {}) => assertLoaded("capabilities.route").router.route(task, limit),
    },
    explain(hook, payload) {
      const absent = findAbsent(hook);
      const { handlers, select } = bus.plan(hook);
      const failed = new Set(absent.map(({ plugin }) => plugin));
      const able = handlers.filter(({ label }) => !failed.has(label));
      const selected = payload === undefined ? able : select(payload).filter((handler) => able.includes(handler));
      return explainHook({ handlers: able, selected, absent });
    },
    doctor,
    list,
    get diagnostics() {
      return toRecords().flatMap(toFindings);
    },
    get ledger() {
      return ledger.entries;
    },
    session({ cwd: folder, sessionId }) {
      const scope = { sessionId, ...(folder === undefined ? {} : { cwd: folder }) };
      return {
        emit: (hook, payload, emitOptions: EmitOptions = {}) => runtime.emit(hook, payload, { ...emitOptions, ...scope }),
        dispatch: (hook, payload, emitOptions: EmitOptions = {}) => runtime.dispatch(hook, payload, { ...emitOptions, ...scope }),
        invoke: (capability, input, query = {}) => runtime.invoke(capability, input, { ...query, sessionId }),
        capabilities: runtime.capabilities,
      };
    },
    close: () => (closing ??= close()),
    [Symbol.asyncDispose]: () => runtime.close(),
  };
  return runtime;
}

function toSession(sessionId: string | undefined): { sessionId?: string } {
  return sessionId === undefined ? {} : { sessionId };
}

function toProviders({ contexts, hosted, plugin }: ConnectedPlugin) {
  return Object.entries(plugin.manifest.capabilities).map(([capability, declaration]) => ({
    capability,
    name: plugin.manifest.name,
    plugin: plugin.id,
    declaration,
    hosted,
    contexts,
  }));
}
