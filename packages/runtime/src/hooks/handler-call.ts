import type { CallScope } from "../calls/call-scope.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { EmitRun } from "./emit-run.ts";
import type { Handler } from "./handler.ts";

/** One call of one handler: its part of an emit's time, and its signal. One is made for every call, so it holds little. */
export class HandlerCall implements CallScope {
  /** The emit that it belongs to. */
  readonly run: EmitRun;
  /** The handler that is called. */
  readonly handler: Handler;
  /** Its place among the selected handlers. */
  readonly place: number;
  #startedAt: number | undefined;
  #controller: AbortController | undefined;

  /** `startedAt` is left out where nobody has looked at the clock. */
  constructor(run: EmitRun, handler: Handler, place: number, startedAt: number | undefined) {
    this.run = run;
    this.handler = handler;
    this.place = place;
    this.#startedAt = startedAt;
  }

  get event(): EventEnvelope {
    return this.run.envelope;
  }

  /** Making a controller costs more than most handlers do, so it waits until somebody looks. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** When the call began, on the guard's clock: at the first question, where nobody has looked before. */
  get startedAt(): number {
    this.#startedAt ??= this.run.services.guard.now();
    return this.#startedAt;
  }

  /** When the call must be over, on the guard's clock. */
  get deadline(): number {
    return Math.min(this.startedAt + this.handler.timeoutMs, this.run.deadline);
  }

  /** Tells the handler to stop. */
  abort(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }

  emit(hook: string, payload: unknown): Promise<unknown> {
    return this.run.services.emitWithin(this, hook, payload);
  }

  invoke(capability: string, input: unknown, options: { readonly range?: string; readonly plugin?: string } = {}): Promise<unknown> {
    return this.run.services.invokeWithin(this, capability, input, options);
  }
}
