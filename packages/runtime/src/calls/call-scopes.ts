import type { EmitReport } from "@kodex/manifest";
import type { CallScope } from "./call-scope.ts";
import { type EventScope, toEventScope } from "./event-scope.ts";
import type { EmitSettings } from "../hooks/emit-services.ts";
import type { HandlerCall } from "../hooks/handler-call.ts";
import { toInnerDeadline } from "./inner-deadline.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { InvokeOptions } from "../runtime-interface.ts";

/** Makes envelopes, and scopes for calls that no emit has begun. */
export interface CallScopes {
  /** Envelope of an emit or a call. */
  createEnvelope(subject: string, scope: EventScope, origin: string): EventEnvelope;
  /** Scope of an activation or of a capability's call. */
  createScope(subject: string, origin: ScopeOrigin): CallScope;
}

/** Where a scope comes from and how long it lasts. */
export interface ScopeOrigin {
  /** Who calls: `host`, `host:<name>` for a handler of the host, or the `name@version` of a plugin. */
  readonly origin: string;
  /** Aborts with the call. */
  readonly signal: AbortSignal;
  /** Session, turn, agent and folder that it belongs to. */
  readonly scope?: EventScope;
  /** When it is over, on the guard's clock. */
  readonly deadline?: number;
  /** The handler's call that it is nested in. */
  readonly parent?: HandlerCall | undefined;
}

/** What scopes reach. */
export interface ScopeServices {
  /** Folder of sessions that name none. */
  readonly cwd: string;
  /** The guard's clock. */
  now(): number;
  /** Emits a hook. */
  dispatch(hook: string, payload: unknown, settings: EmitSettings): EmitReport | Promise<EmitReport>;
  /** Calls a capability and gives its output. */
  invoke(capability: string, input: unknown, options: InvokeOptions, parent: HandlerCall | undefined): Promise<unknown>;
}

/** Scopes of one runtime; their events are numbered in the order in which somebody looked at them. */
export function createCallScopes(services: ScopeServices): CallScopes {
  let events = 0;

  function createEnvelope(subject: string, scope: EventScope, origin: string): EventEnvelope {
    events += 1;
    return { id: `e${events}`, hook: subject, cwd: services.cwd, ...toEventScope(scope), origin };
  }

  /** What is left for a call within one that is over at a deadline. */
  function toLimit(deadline: number): { readonly timeoutMs?: number } {
    if (deadline === Infinity) return {};
    const now = services.now();
    return { timeoutMs: Math.max(0, toInnerDeadline(now, deadline) - now) };
  }

  return {
    createEnvelope,
    createScope(subject, { deadline = Infinity, origin, parent, scope = {}, signal }) {
      let event: EventEnvelope | undefined;
      return {
        signal,
        get event() {
          return (event ??= createEnvelope(subject, scope, origin));
        },
        async emit(hook, payload) {
          return services.dispatch(hook, payload, { ...scope, ...toLimit(deadline), signal, ...(parent === undefined ? {} : { parent }) });
        },
        invoke: (capability, input, query = {}) =>
          services.invoke(capability, input, { ...query, ...scope, ...toLimit(deadline), signal }, parent),
      };
    },
  };
}
