import type { CallScope } from "./call-scope.ts";
import type { EmitReport } from "@kodex/manifest";
import type { EmitSettings } from "./hooks/emit-run.ts";
import type { HandlerCall } from "./hooks/handler-call.ts";
import type { EventEnvelope } from "./plugin.ts";
import type { InvokeOptions } from "./runtime-interface.ts";

/** Makes envelopes, and scopes for calls that no emit has begun. */
export interface CallScopes {
  /** Envelope of an emit or a call. */
  createEnvelope(subject: string, settings: EmitSettings, origin: string): EventEnvelope;
  /** Scope of an activation or of a capability's call. */
  createScope(subject: string, origin: ScopeOrigin): CallScope;
}

/** Where a scope comes from and how long it lasts. */
export interface ScopeOrigin {
  /** `host`, or the `name@version` of the plugin that calls. */
  readonly origin: string;
  /** Aborts with the call. */
  readonly signal: AbortSignal;
  /** Session that it belongs to. */
  readonly sessionId?: string | undefined;
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

  function createEnvelope(subject: string, { agentId, cwd, sessionId, turnId }: EmitSettings, origin: string): EventEnvelope {
    events += 1;
    return {
      id: `e${events}`,
      hook: subject,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(turnId === undefined ? {} : { turnId }),
      ...(agentId === undefined ? {} : { agentId }),
      cwd: cwd ?? services.cwd,
      origin,
    };
  }

  return {
    createEnvelope,
    createScope(subject, { deadline = Infinity, origin, parent, sessionId, signal }) {
      const session = sessionId === undefined ? {} : { sessionId };
      let event: EventEnvelope | undefined;
      return {
        signal,
        get event() {
          return (event ??= createEnvelope(subject, session, origin));
        },
        async emit(hook, payload) {
          const limit = deadline === Infinity ? {} : { timeoutMs: Math.max(0, deadline - services.now()) };
          return services.dispatch(hook, payload, { ...session, ...limit, signal, ...(parent === undefined ? {} : { parent }) });
        },
        invoke: (capability, input, query = {}) => services.invoke(capability, input, { ...query, ...session, signal }, parent),
      };
    },
  };
}
