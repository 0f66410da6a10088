import type { Expirable } from "../call-guard.ts";
import type { CallScope } from "../call-scope.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { EmitRun } from "./emit-run.ts";
import type { Handler } from "./handler.ts";

/** One call of one handler: its part of an emit's time, and its signal. */
export class HandlerCall implements CallScope, Expirable {
  /** The emit that it belongs to. */
  readonly run: EmitRun;
  /** The handler that is called. */
  readonly handler: Handler;
  /** Its place among the selected handlers. */
  readonly place: number;
  /** What is waited for: the handler's answer, or before it the activation of its plugin. */
  pending: PromiseLike<unknown> | undefined;
  /** Whether the plugin is being activated, so that the handler has not begun. */
  isActivation = false;
  /** Set once the emit goes on: with the answer, or without it. */
  isOver = false;
  /** Ticket of the watch over it, while it is waited for. */
  ticket = -1;
  #startedAt: number;
  #controller: AbortController | undefined;

  /** `startedAt` is NaN where nobody has looked at the clock. */
  constructor(run: EmitRun, handler: Handler, place: number, startedAt: number) {
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
    if (Number.isNaN(this.#startedAt)) this.#startedAt = this.run.services.guard.now();
    return this.#startedAt;
  }

  /** When the call must be over, on the guard's clock. An activation has a deadline of its own. */
  get deadline(): number {
    return this.isActivation ? this.run.deadline : Math.min(this.startedAt + this.handler.timeoutMs, this.run.deadline);
  }

  /** Begins with the activation of its plugin, after which the handler can be called. */
  activate(): void {
    this.isActivation = true;
    this.pending = activateHandler(this.handler, this.run.plan.hook);
  }

  /** Tells the handler to stop. */
  abort(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }

  /** Called by the watch at the deadline. */
  expire(): void {
    this.run.giveUp(this, "timeout");
  }

  emit(hook: string, payload: unknown): Promise<unknown> {
    return this.run.services.emitWithin(this, hook, payload);
  }

  invoke(capability: string, input: unknown, options: { readonly range?: string; readonly plugin?: string } = {}): Promise<unknown> {
    return this.run.services.invokeWithin(this, capability, input, options);
  }
}

async function activateHandler(handler: Handler, hook: string): Promise<void> {
  await handler.hosted?.activate();
  handler.call = handler.hosted?.hook(hook);
}
