import type { Expirable } from "../calls/call-guard.ts";
import type { HandlerCall } from "./handler-call.ts";

/** A call that has to be waited for: its handler's answer or, before that, the activation of its plugin. */
export class PendingCall implements Expirable {
  /** The call. */
  readonly call: HandlerCall;
  /** What is waited for. */
  readonly answer: PromiseLike<unknown>;
  /** Whether the plugin is being activated, so that the handler has not begun. */
  readonly isActivation: boolean;
  /** Set once the emit goes on: with the answer, or without it. */
  isOver = false;
  /** Ticket of the watch over it. */
  ticket = -1;

  constructor(call: HandlerCall, answer: PromiseLike<unknown>, isActivation: boolean) {
    this.call = call;
    this.answer = answer;
    this.isActivation = isActivation;
  }

  /** When the wait must be over, on the guard's clock. An activation has a deadline of its own. */
  get deadline(): number {
    return this.isActivation ? this.call.run.deadline : this.call.deadline;
  }

  /** Called by the watch at the deadline. */
  expire(): void {
    this.call.run.giveUp(this, "timeout");
  }
}
