import { type EmitReport, type HookSpec, type SchemaValidator } from "@kodex/manifest";
import type { CallGuard } from "../call-guard.ts";
import { toHookReentrant, toHookUnknown } from "../errors.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { AskRequest } from "../runtime-options.ts";
import { createDispatchPlan, type DispatchPlan, type ResultCheck } from "./dispatch-plan.ts";
import { EmitRun, type EmitServices, type EmitSettings } from "./emit-run.ts";
import type { Handler } from "./handler.ts";
import type { HandlerCall } from "./handler-call.ts";

/** Deepest nesting of one hook within itself. */
const MAX_DEPTH = 8;

/** Delivers events to handlers. */
export interface HookBus {
  /** The report itself when every handler was synchronous. Throws or rejects only for an unknown hook, or with `failFast`. */
  dispatch(hook: string, payload: unknown, settings: EmitSettings): EmitReport | Promise<EmitReport>;
  /** Adds handlers of a hook. Returns how to remove them. */
  add(hook: string, handlers: readonly Handler[]): () => void;
  /** What one hook's emits run on. @throws HookExecutionError with code HOOK_UNKNOWN */
  plan(hook: string): DispatchPlan;
  /** Makes a plugin's handlers ask for its activation anew. */
  deactivate(plugin: string): void;
  /** Names of all hooks, sorted. */
  readonly hooks: readonly string[];
}

/** What the bus needs of the runtime. */
export interface HookBusOptions {
  /** Rules of every hook. */
  readonly specs: ReadonlyMap<string, HookSpec>;
  /** Validators of results, by hook. */
  readonly results: Readonly<Record<string, SchemaValidator>>;
  /** Waits for asynchronous answers. */
  readonly guard: CallGuard;
  /** Answers `ask`. */
  readonly onAsk: ((request: AskRequest) => "allow" | "deny" | Promise<"allow" | "deny">) | undefined;
  /** Told when an answer comes after its call has ended. */
  readonly onLate: (plugin: string, hook: string, lateMs: number) => void;
  /** Calls a capability on behalf of a call. */
  readonly invokeWithin: EmitServices["invokeWithin"];
  /** Makes the envelope of an emit. */
  readonly createEnvelope: (hook: string, settings: EmitSettings, origin: string) => EventEnvelope;
}

/** A bus without handlers. Plans are made at a hook's first emit after its handlers have changed. */
export function createHookBus(options: HookBusOptions): HookBus {
  const handlers = new Map<string, readonly Handler[]>();
  const plans = new Map<string, DispatchPlan>();
  const services: EmitServices = {
    guard: options.guard,
    onAsk: options.onAsk,
    onLate: (handler, hook, lateMs) => options.onLate(handler.label, hook, lateMs),
    createEnvelope: (run) => options.createEnvelope(run.plan.hook, run.settings, run.settings.parent?.handler.label ?? "host"),
    emitWithin: async (call, hook, payload) => bus.dispatch(hook, payload, { ...toScope(call.run.settings), parent: call }),
    invokeWithin: options.invokeWithin,
  };

  function makePlan(hook: string): DispatchPlan {
    const spec = options.specs.get(hook);
    if (spec === undefined) throw toHookUnknown(hook, options.specs.keys());
    const plan = createDispatchPlan(hook, spec, handlers.get(hook) ?? [], toResultCheck(options.results[hook]));
    plans.set(hook, plan);
    return plan;
  }

  const bus: HookBus = {
    get hooks() {
      return [...options.specs.keys()].sort();
    },
    plan: (hook) => plans.get(hook) ?? makePlan(hook),
    dispatch(hook, payload, settings) {
      const plan = plans.get(hook) ?? makePlan(hook);
      if (settings.parent !== undefined) assertDepth(hook, settings.parent);
      return new EmitRun(plan, payload, settings, services).start();
    },
    add(hook, added) {
      if (!options.specs.has(hook)) throw toHookUnknown(hook, options.specs.keys());
      handlers.set(hook, [...(handlers.get(hook) ?? []), ...added]);
      plans.delete(hook);
      return () => {
        handlers.set(
          hook,
          (handlers.get(hook) ?? []).filter((handler) => !added.includes(handler)),
        );
        plans.delete(hook);
      };
    },
    deactivate(plugin) {
      for (const list of handlers.values()) for (const handler of list) if (handler.label === plugin) handler.call = undefined;
    },
  };
  return bus;
}

/** Ajv validators keep their findings on themselves: read at once, before the next call. */
function toResultCheck(validate: SchemaValidator | undefined): ResultCheck | undefined {
  if (validate === undefined) return undefined;
  return (result) => {
    if (validate(result)) return undefined;
    const [first] = validate.errors ?? [];
    return `${first?.instancePath ?? ""} ${first?.keyword === "type" ? `must be of type ${String(first.params["type"])}` : `violates "${first?.keyword ?? ""}"`}`.trim();
  };
}

function toScope({ agentId, cwd, sessionId, turnId }: EmitSettings): EmitSettings {
  return {
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(turnId === undefined ? {} : { turnId }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(cwd === undefined ? {} : { cwd }),
  };
}

/** A hook that comes around to itself again and again would never end. */
function assertDepth(hook: string, parent: HandlerCall): void {
  const chain: string[] = [];
  let same = 0;
  for (let call: HandlerCall | undefined = parent; call !== undefined; call = call.run.settings.parent) {
    chain.unshift(call.run.plan.hook, call.handler.label);
    if (call.run.plan.hook === hook) same += 1;
  }
  if (same >= MAX_DEPTH) throw toHookReentrant(hook, [...chain, hook]);
}
