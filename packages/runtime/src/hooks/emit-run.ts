import type { EmitReport } from "@kodex/manifest";
import type { HostedHandler } from "../hosting/isolation-backend.ts";
import type { EventEnvelope } from "../plugin.ts";
import { isThenable } from "../thenable.ts";
import { resolveAsks } from "./ask.ts";
import type { DispatchPlan } from "./dispatch-plan.ts";
import { toEmitDeadline } from "./emit-deadline.ts";
import { EmitOutcome, type StopCode } from "./emit-outcome.ts";
import type { EmitServices, EmitSettings } from "./emit-services.ts";
import type { Handler } from "./handler.ts";
import { HandlerCall } from "./handler-call.ts";
import { type HandlerFailure, toThrownFailure, toTimeoutFailure } from "./handler-failure.ts";
import { PendingCall } from "./pending-call.ts";

/** The time, where somebody has read it off the clock: that costs more than most handlers do. */
type Time = number | undefined;

/**
 * One emit under way. Handlers run in lanes: one after another in a single lane or, where they do not see one another,
 * each in a lane of its own. A lane goes from handler to handler synchronously until one answers with a promise, which
 * it waits for. When that call is given up, a new lane takes over behind it, and the old one ends when the answer
 * comes, if ever.
 */
export class EmitRun {
  readonly plan: DispatchPlan;
  readonly settings: EmitSettings;
  readonly services: EmitServices;
  /** When all handlers must be done, on the guard's clock. */
  readonly deadline: number;
  readonly #selected: readonly Handler[];
  readonly #outcome: EmitOutcome;
  readonly #startedAt: Time;
  #openLanes = 0;
  /** Calls that are being waited for; kept only where an abort may end them. */
  #waiting: Set<PendingCall> | undefined;
  #resolve: ((report: EmitReport | Promise<EmitReport>) => void) | undefined;
  #reject: ((failure: unknown) => void) | undefined;
  #envelope: EventEnvelope | undefined;

  constructor(plan: DispatchPlan, payload: unknown, settings: EmitSettings, services: EmitServices) {
    this.plan = plan;
    this.settings = settings;
    this.services = services;
    this.#selected = plan.select(payload);
    this.#outcome = new EmitOutcome(plan, payload);
    this.#startedAt = this.#selected.length === 0 ? undefined : services.guard.now();
    this.deadline = toEmitDeadline(settings, this.#startedAt ?? 0);
  }

  /** The event without its payload. Made at first access. */
  get envelope(): EventEnvelope {
    this.#envelope ??= this.services.createEnvelope(this);
    return this.#envelope;
  }

  /** The report itself when every handler was synchronous. Throws, or rejects, only when `failFast` is set. */
  start(): EmitReport | Promise<EmitReport> {
    let now = this.#startedAt;
    for (let place = 0; place < this.#selected.length; place = this.#toLaneEnd(place)) {
      const pending = this.#advance(place, now);
      if (pending !== undefined) this.#openLane(pending);
      now = undefined;
    }
    if (this.#openLanes > 0) return this.#wait();
    return this.#finish(this.#startedAt === undefined ? undefined : this.#endTogether(this.#startedAt));
  }

  /** The end of an emit whose handlers were all synchronous. They could not be interrupted, but they can be named. */
  #endTogether(startedAt: number): number {
    const now = this.services.guard.now();
    if (now - startedAt > this.plan.shortestMs) this.services.onBlocked(this.#selected, this.plan.hook, now - startedAt);
    return now;
  }

  /** Goes on behind a call without its answer. */
  giveUp(pending: PendingCall, why: "timeout" | "aborted"): void {
    const { guard } = this.services;
    const { call, isActivation } = pending;
    const now = guard.now();
    this.#end(pending);
    if (why === "aborted") guard.unwatch(pending.ticket);
    try {
      // A handler whose plugin is still being activated has not begun: its place finds out what has ended the emit.
      if (!isActivation) this.#abandon(call, why, now);
      const rest = this.#toRest(pending, isActivation);
      const next = rest === undefined ? undefined : this.#advance(rest, now);
      // Handlers of the rest may have taken their time.
      if (next === undefined) this.#closeLane(rest === undefined ? now : undefined);
      else void this.#follow(next);
    } catch (failure) {
      this.#reject?.(failure);
    }
  }

  #toLaneEnd(place: number): number {
    return this.plan.isConcurrent ? place + 1 : this.#selected.length;
  }

  /** Where the rest of a call's lane begins; with the call itself where it has not been made. Nowhere at the lane's end. */
  #toRest({ call: { place } }: PendingCall, isOpen: boolean): number | undefined {
    const from = isOpen ? place : place + 1;
    return from < this.#toLaneEnd(place) ? from : undefined;
  }

  /** Runs the handlers of a lane until one has to be waited for. */
  #advance(from: number, now: Time): PendingCall | undefined {
    const end = this.#toLaneEnd(from);
    let time = now;
    for (let place = from; place < end; place += 1) {
      const handler = this.#selected[place] as Handler;
      const stop = this.#findStop(time);
      if (stop === undefined) {
        if (handler.isAsync || this.settings.trace === true) time ??= this.services.guard.now();
        const call = new HandlerCall(this, handler, place, time);
        const pending = handler.call === undefined ? this.#activate(call) : this.#call(call, handler.call);
        if (pending !== undefined) return pending;
      } else this.#outcome.skip(handler, place, stop);
      time = undefined;
    }
    return undefined;
  }

  #findStop(now: Time): StopCode | undefined {
    const { stopCode } = this.#outcome;
    if (stopCode !== undefined) return stopCode;
    if (this.settings.signal?.aborted === true) return "EMIT_ABORTED";
    return this.deadline !== Infinity && (now ?? this.services.guard.now()) >= this.deadline ? "EMIT_TIMEOUT" : undefined;
  }

  /** A plugin that is active already, because of another of its hooks, is called at once. */
  #activate(call: HandlerCall): PendingCall | undefined {
    const { handler } = call;
    if (handler.hosted?.active !== true) return new PendingCall(call, activateHandler(handler, this.plan.hook), true);
    handler.call = handler.hosted.hook(this.plan.hook);
    return this.#call(call, handler.call);
  }

  /** Calls a handler. Nothing to wait for when it was synchronous. */
  #call(call: HandlerCall, callee: HostedHandler): PendingCall | undefined {
    const { handler } = call;
    const { trace } = this.settings;
    let answer: unknown;
    try {
      answer = callee(this.#outcome.payload, handler.contexts(call));
      handler.isAsync = isThenable(answer);
    } catch (error) {
      this.#fail(call, toThrownFailure(call, error, false), trace === true ? this.services.guard.now() : undefined);
      return undefined;
    }
    if (handler.isAsync) return new PendingCall(call, answer as PromiseLike<unknown>, false);
    this.#accept(call, answer, trace === true ? this.services.guard.now() : undefined);
    return undefined;
  }

  #openLane(first: PendingCall): void {
    this.#openLanes += 1;
    void this.#follow(first);
  }

  #closeLane(now: Time): void {
    this.#openLanes -= 1;
    if (this.#openLanes === 0) this.#resolve?.(this.#finish(now));
  }

  /** Waits for a call and goes on in its lane until that is done, or the call was given up. Never rejects. */
  async #follow(first: PendingCall): Promise<void> {
    const { guard } = this.services;
    const ticket = guard.watch(first.deadline, first);
    let now: Time;
    try {
      for (let pending: PendingCall | undefined = first; pending !== undefined;) {
        this.#begin(pending, ticket);
        const { call, isActivation } = pending;
        let answer: unknown;
        let failure: HandlerFailure | undefined;
        try {
          answer = await pending.answer;
        } catch (error) {
          failure = toThrownFailure(call, error, isActivation);
        }
        now = guard.now();
        if (!pending.isOver && now >= pending.deadline) {
          // Too late, although the watch has not had its turn: something has let nothing else run.
          guard.unwatch(ticket);
          this.giveUp(pending, "timeout");
        }
        if (pending.isOver) return this.#noteLate(pending, now);
        this.#end(pending);
        if (failure !== undefined) this.#fail(call, failure, now);
        else if (!isActivation) this.#accept(call, answer, now);
        const rest = this.#toRest(pending, isActivation && failure === undefined);
        pending = rest === undefined ? undefined : this.#advance(rest, now);
        if (pending !== undefined) guard.rewatch(ticket, pending.deadline, pending);
        // Handlers of the rest may have taken their time.
        else if (rest !== undefined) now = undefined;
      }
    } catch (failure) {
      guard.unwatch(ticket);
      this.#reject?.(failure);
      return;
    }
    guard.unwatch(ticket);
    this.#closeLane(now);
  }

  #begin(pending: PendingCall, ticket: number): void {
    pending.ticket = ticket;
    if (this.settings.signal !== undefined) (this.#waiting ??= new Set()).add(pending);
  }

  #end(pending: PendingCall): void {
    pending.isOver = true;
    this.#waiting?.delete(pending);
  }

  #abandon(call: HandlerCall, why: "timeout" | "aborted", now: number): void {
    if (why === "timeout") {
      const failure = toTimeoutFailure(call);
      call.abort(failure.error);
      return this.#fail(call, failure, now);
    }
    call.abort(this.settings.signal?.reason);
    this.#outcome.skip(call.handler, call.place, "EMIT_ABORTED");
  }

  #accept(call: HandlerCall, answer: unknown, endedAt: Time): void {
    const failure = this.#outcome.accept(call.handler, call.place, answer, toDuration(call, endedAt));
    if (failure !== undefined) this.#fail(call, failure, endedAt);
  }

  #fail(call: HandlerCall, failure: HandlerFailure, endedAt: Time): void {
    this.#outcome.fail(call.handler, call.place, failure, toDuration(call, endedAt));
    if (this.settings.failFast === true) throw failure.failure;
  }

  #noteLate({ call, isActivation }: PendingCall, now: number): void {
    if (!isActivation && now >= call.deadline) this.services.onLate(call.handler, this.plan.hook, now - call.deadline);
  }

  #wait(): Promise<EmitReport> {
    const { signal } = this.settings;
    const done = new Promise<EmitReport>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (signal === undefined) return done;
    const abandonAll = (): void => {
      for (const pending of this.#waiting ?? []) this.giveUp(pending, "aborted");
    };
    // A synchronous handler may have aborted it already.
    if (signal.aborted) abandonAll();
    signal.addEventListener("abort", abandonAll, { once: true });
    return done.finally(() => signal.removeEventListener("abort", abandonAll));
  }

  #finish(now: Time): EmitReport | Promise<EmitReport> {
    const asked = this.#outcome.openAsks.length === 0 ? undefined : resolveAsks(this.#outcome, this);
    return asked === undefined ? this.#toReport(now) : asked.then(() => this.#toReport(undefined));
  }

  #toReport(now: Time): EmitReport {
    const startedAt = this.#startedAt;
    return this.#outcome.toReport(startedAt === undefined ? 0 : (now ?? this.services.guard.now()) - startedAt);
  }
}

function toDuration(call: HandlerCall, endedAt: Time): number | undefined {
  return endedAt === undefined ? undefined : endedAt - call.startedAt;
}

async function activateHandler(handler: Handler, hook: string): Promise<void> {
  await handler.hosted?.activate();
  handler.call = handler.hosted?.hook(hook);
}
