import type { EventEnvelope, PluginContext } from "../plugin.ts";

/** One call of a handler or a provider, as its context sees it. */
export interface CallScope {
  /** The event, without its payload. Made at first access. */
  readonly event: EventEnvelope;
  /** Aborts with the call. Made at first access. */
  readonly signal: AbortSignal;
  /** Emits a hook within what is left of this call's time. */
  emit(hook: string, payload: unknown): Promise<unknown>;
  /** Calls a capability within what is left of this call's time. */
  invoke(capability: string, input: unknown, options?: { readonly range?: string; readonly plugin?: string }): Promise<unknown>;
}

/** Makes the context of one call. */
export type ContextFactory = (scope: CallScope) => PluginContext;
