import type { EmitReport, HookSpec } from "@kodex/manifest";
import type { CallGuard } from "../calls/call-guard.ts";
import { compareText } from "../compare-text.ts";
import { toHookUnknown, toOptionInvalid, toPayloadInvalid } from "../errors.ts";
import { toEventScope } from "../calls/event-scope.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";
import type { EventEnvelope } from "../plugin.ts";
import { createDispatchPlan, type DispatchPlan } from "./dispatch-plan.ts";
import { EmitRun } from "./emit-run.ts";
import type { AskHandler, EmitServices, EmitSettings } from "./emit-services.ts";
import { createEventChecks, type EventChecks, type EventSchemas } from "./event-checks.ts";
import type { Handler } from "./handler.ts";
import { findJsonProblem, toFrozenJson } from "./json-value.ts";
import { assertNesting } from "./nesting.ts";
import type { ResultChecks } from "./result-checks.ts";

/** Delivers events to handlers. */
export interface HookBus {
  /**
   * The report itself when every handler was synchronous; a promise at the first emit of an event that has schemas of
   * its own, and at the first that has handlers at all while the checks of results are not loaded. Throws or rejects for an unknown hook, a payload that does not fit such a schema, or with `failFast`.
   *
   * @throws HookExecutionError, RuntimeStateError for an option that makes no sense
   */
  dispatch(hook: string, payload: unknown, settings: EmitSettings): EmitReport | Promise<EmitReport>;
  /**
   * Adds handlers of a hook. Returns how to remove them; an emit under way keeps those that it began with.
   *
   * @throws HookExecutionError with code HOOK_UNKNOWN, RuntimeStateError for the name of a host handler that is taken
   */
  add(hook: string, handlers: readonly Handler[]): () => void;
  /** What one hook's emits run on. @throws HookExecutionError with code HOOK_UNKNOWN */
  plan(hook: string): DispatchPlan;
  /** Whether a hook has any handler. Costs nothing, while a plan puts them in order. */
  isHandled(hook: string): boolean;
  /** Makes a plugin's handlers ask for its activation anew. */
  deactivate(plugin: string): void;
  /** Names of all hooks, sorted. */
  readonly hooks: readonly string[];
}

/** What the bus needs of the runtime. */
export interface HookBusOptions {
  /** Rules of every hook. */
  readonly specs: ReadonlyMap<string, HookSpec>;
  /** Checks of results of the vocabulary's hooks. */
  readonly results: ResultChecks;
  /** Schemas of events beyond the vocabulary, by event. */
  readonly schemas: ReadonlyMap<string, EventSchemas>;
  /** Compiles them. */
  readonly compiler: SchemaCompiler;
  /** Its clock, and the watch over calls that take their time. */
  readonly guard: CallGuard;
  /**
   * Whether payloads and results must be JSON, and handlers are handed deeply frozen payloads, so that one that changes
   * its payload fails at once. Costs a copy of every payload.
   */
  readonly isStrict?: boolean;
  /** Answers `ask`. */
  readonly onAsk: AskHandler | undefined;
  /** Told when an answer comes after its call has timed out. */
  readonly onLate: (plugin: string, hook: string, lateMs: number) => void;
  /** Told when synchronous handlers took longer than one of them has: nothing else could run. */
  readonly onBlocked: (plugins: readonly string[], hook: string, blockedMs: number) => void;
  /** Calls a capability on behalf of a call. */
  readonly invokeWithin: EmitServices["invokeWithin"];
  /** Makes the envelope of an emit. */
  readonly createEnvelope: (hook: string, settings: EmitSettings, origin: string) => EventEnvelope;
}

/** A bus without handlers. Plans are made at a hook's first emit after its handlers have changed. */
export function createHookBus(options: HookBusOptions): HookBus {
  const { isStrict = false, results, schemas, specs } = options;
  const handlers = new Map<string, readonly Handler[]>();
  const plans = new Map<string, DispatchPlan>();
  const checks = new Map<string, EventChecks>();
  const services: EmitServices = {
    guard: options.guard,
    onAsk: options.onAsk,
    onLate: (handler, hook, lateMs) => options.onLate(handler.label, hook, lateMs),
    onBlocked: (blockers, hook, blockedMs) =>
      options.onBlocked(
        blockers.map(({ label }) => label),
        hook,
        blockedMs,
      ),
    createEnvelope: (run) => options.createEnvelope(run.plan.hook, run.settings, run.settings.parent?.handler.label ?? "host"),
    emitWithin: async (call, hook, payload) =>
      bus.dispatch(hook, payload, { ...toEventScope(call.run.settings), signal: call.signal, parent: call }),
    invokeWithin: options.invokeWithin,
  };

  function makePlan(hook: string): DispatchPlan {
    const plan = toPlan(hook, handlers.get(hook) ?? []);
    plans.set(hook, plan);
    return plan;
  }

  function toPlan(hook: string, those: readonly Handler[]): DispatchPlan {
    const spec = specs.get(hook);
    if (spec === undefined) throw toHookUnknown(hook, specs.keys());
    const own = toChecks(hook);
    return createDispatchPlan(hook, {
      spec,
      handlers: those,
      checks: own,
      checkResult: own?.checkResult ?? results.find(hook),
      isStrict,
    });
  }

  function toChecks(event: string): EventChecks | undefined {
    const own = schemas.get(event);
    if (own === undefined) return results.isReady || !bus.isHandled(event) ? undefined : toPending();
    if (isOpen(own.payload) && isOpen(own.result)) return undefined;
    const known = checks.get(event) ?? createEventChecks(event, own, options.compiler);
    checks.set(event, known);
    return known;
  }

  /** Holds up an emit that somebody may answer until answers can be checked; plans are then made anew, with the checks. */
  function toPending(): EventChecks {
    return {
      isReady: false,
      prepare: async () => {
        await results.prepare();
        plans.clear();
      },
      assertPayload: () => undefined,
      checkResult: () => undefined,
    };
  }

  function run(plan: DispatchPlan, payload: unknown, settings: EmitSettings): EmitReport | Promise<EmitReport> {
    plan.checks?.assertPayload(payload);
    return new EmitRun(plan, isStrict ? toStrictPayload(plan.hook, payload) : payload, settings, services).start();
  }

  const bus: HookBus = {
    get hooks() {
      return [...specs.keys()].sort(compareText);
    },
    plan: (hook) => plans.get(hook) ?? makePlan(hook),
    dispatch(hook, payload, settings) {
      const plan = plans.get(hook) ?? makePlan(hook);
      if (settings.parent !== undefined) assertNesting(hook, settings.parent);
      if (plan.checks === undefined || plan.checks.isReady) return run(plan, payload, settings);
      const begun = handlers.get(hook) ?? [];
      return plan.checks.prepare().then(() => run(handlers.get(hook) === begun ? bus.plan(hook) : toPlan(hook, begun), payload, settings));
    },
    add(hook, added) {
      if (!specs.has(hook)) throw toHookUnknown(hook, specs.keys());
      const present = handlers.get(hook) ?? [];
      assertNames(hook, added, present);
      handlers.set(hook, [...present, ...added]);
      plans.delete(hook);
      return () => {
        const left = (handlers.get(hook) ?? []).filter((handler) => !added.includes(handler));
        handlers.set(hook, left);
        plans.delete(hook);
      };
    },
    isHandled: (hook) => (handlers.get(hook) ?? []).length > 0,
    deactivate(plugin) {
      for (const list of handlers.values()) for (const handler of list) if (handler.label === plugin) handler.call = undefined;
    },
  };
  return bus;
}

function isOpen(schema: EventSchemas["payload"]): boolean {
  return schema === undefined || schema === true;
}

function toStrictPayload(hook: string, payload: unknown): unknown {
  const problem = findJsonProblem(payload);
  if (problem !== undefined) throw toPayloadInvalid(hook, [problem]);
  return toFrozenJson(payload);
}

/** Reports and constraints name a host handler by its name alone. */
function assertNames(hook: string, added: readonly Handler[], present: readonly Handler[]): void {
  const taken = new Set(present.filter(({ hosted }) => hosted === undefined).map(({ label }) => label));
  const twice = added.find(({ hosted, label }) => hosted === undefined && taken.has(label));
  if (twice !== undefined) throw toOptionInvalid("name", `is taken: ${twice.label} already handles "${hook}"`);
}
