import type { CallScope } from "../call-scope.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { EmitRun } from "./emit-run.ts";
import type { Handler } from "./handler.ts";

/** One call of one handler: its part of an emit's time, and its signal. */
export class HandlerCall implements CallScope {
  /** The emit that it belongs to. */
  readonly run: EmitRun;
  /** The handler that is called. */
  readonly handler: Handler;
  #startedAt: number | undefined;
  #controller: AbortController | undefined;
  #abort: { readonly reason: unknown } | undefined;

  constructor(run: EmitRun, handler: Handler) {
    this.run = run;
    this.handler = handler;
  }

  get event(): EventEnvelope {
    return this.run.envelope;
  }

  /** Making a controller costs more than most handlers do, so it waits until somebody looks. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abort !== undefined) this.#controller.abort(this.#abort.reason);
    }
    return this.#controller.signal;
  }

  /** When the call began, on the guard's clock: at the first question, for a call that nobody has timed. */
  start(): number {
    this.#startedAt ??= this.run.services.guard.now();
    return this.#startedAt;
  }

  /** When the call must be over, on the guard's clock. */
  get deadline(): number {
    return Math.min(this.start() + this.handler.timeoutMs, this.run.deadline);
  }

  /** Tells the handler to stop. */
  abort(reason: unknown): void {
    this.#abort = { reason };
    this.#controller?.abort(reason);
  }

  emit(hook: string, payload: unknown): Promise<unknown> {
    return this.run.services.emitWithin(this, hook, payload);
  }

  invoke(capability: string, input: unknown, options: { readonly range?: string; readonly plugin?: string } = {}): Promise<unknown> {
    return this.run.services.invokeWithin(this, capability, input, options);
  }
}
