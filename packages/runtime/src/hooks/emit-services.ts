import type { CallGuard } from "../calls/call-guard.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { EmitOptions } from "../runtime-interface.ts";
import type { AskRequest } from "../runtime-options.ts";
import type { EmitRun } from "./emit-run.ts";
import type { Handler } from "./handler.ts";
import type { HandlerCall } from "./handler-call.ts";

/** A host's answer to an `ask`. */
export type AskAnswer = "allow" | "deny";

/** Answers `ask` for the host. */
export type AskHandler = (request: AskRequest) => AskAnswer | Promise<AskAnswer>;

/** What an emit needs of the runtime. */
export interface EmitServices {
  /** Its clock, and the watch over calls that take their time. */
  readonly guard: CallGuard;
  /** Answers `ask`; without it, `ask` is `deny`. */
  readonly onAsk: AskHandler | undefined;
  /** Told when an answer comes after its call has timed out. */
  onLate(handler: Handler, hook: string, lateMs: number): void;
  /** Told when the handlers of an emit were all synchronous, and took longer than one of them has: nothing else could run. */
  onBlocked(handlers: readonly Handler[], hook: string, blockedMs: number): void;
  /** Makes the envelope of an emit. */
  createEnvelope(run: EmitRun): EventEnvelope;
  /** Emits on behalf of a call. */
  emitWithin(call: HandlerCall, hook: string, payload: unknown): Promise<unknown>;
  /** Calls a capability on behalf of a call. */
  invokeWithin(
    call: HandlerCall,
    capability: string,
    input: unknown,
    options: { readonly range?: string; readonly plugin?: string },
  ): Promise<unknown>;
}

/** How one emit runs. */
export interface EmitSettings extends EmitOptions {
  /** The call that emits, when a plugin does. */
  readonly parent?: HandlerCall;
}
