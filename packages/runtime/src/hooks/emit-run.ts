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

/** A time that nobody has read off the clock: reading it costs more than most handlers do. */
const UNTIMED = Number.NaN;

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
  readonly #startedAt: number;
  #openLanes = 0;
  /** Calls that are being waited for; kept only where an abort may end them. */
  #waiting: Set<HandlerCall> | undefined;
  #resolve: ((report: EmitReport | Promise<EmitReport>) => void) | undefined;
  #reject: ((failure: unknown) => void) | undefined;
  #envelope: EventEnvelope | undefined;

  constructor(plan: DispatchPlan, payload: unknown, settings: EmitSettings, services: EmitServices) {
    this.plan = plan;
    this.settings = settings;
    this.services = services;
    this.#selected = plan.select(payload);
    this.#outcome = new EmitOutcome(plan, payload);
    this.#startedAt = this.#selected.length === 0 ? UNTIMED : services.guard.now();
    this.deadline = toEmitDeadline(settings, this.#startedAt);
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
      const call = this.#advance(place, this.#toLaneEnd(place), now);
      if (call !== undefined) this.#openLane(call);
      now = UNTIMED;
    }
    return this.#openLanes === 0 ? this.#finish(UNTIMED) : this.#wait();
  }

  /** Goes on behind a call without its answer. */
  giveUp(call: HandlerCall, why: "timeout" | "aborted"): void {
    const now = this.services.guard.now();
    this.#end(call);
    if (why === "aborted") this.services.guard.unwatch(call.ticket);
    try {
      // A handler whose plugin is still being activated has not begun: its place finds out what has ended the emit.
      if (!call.isActivation) this.#abandon(call, why, now);
      const next = this.#advance(call.isActivation ? call.place : call.place + 1, this.#toLaneEnd(call.place), now);
      if (next === undefined) this.#closeLane(now);
      else void this.#follow(next);
    } catch (failure) {
      this.#reject?.(failure);
    }
  }

  #toLaneEnd(place: number): number {
    return this.plan.isConcurrent ? place + 1 : this.#selected.length;
  }

  /** Runs the handlers of a lane until one has to be waited for. `now` is the time, where it is known. */
  #advance(from: number, end: number, now: number): HandlerCall | undefined {
    let time = now;
    for (let place = from; place < end; place += 1) {
      const handler = this.#selected[place] as Handler;
      const stop = this.#findStop(time);
      if (stop === undefined) {
        if (handler.isAsync || this.settings.trace === true) time = this.#toTime(time);
        const call = new HandlerCall(this, handler, place, time);
        const mustWait = handler.call === undefined ? this.#activate(call) : this.#call(call, handler.call);
        if (mustWait) return call;
      } else this.#outcome.skip(handler, place, stop);
      time = UNTIMED;
    }
    return undefined;
  }

  #findStop(now: number): StopCode | undefined {
    const { stopCode } = this.#outcome;
    if (stopCode !== undefined) return stopCode;
    if (this.settings.signal?.aborted === true) return "EMIT_ABORTED";
    return this.deadline !== Infinity && this.#toTime(now) >= this.deadline ? "EMIT_TIMEOUT" : undefined;
  }

  /** A plugin that is active already, because of another of its hooks, is called at once. */
  #activate(call: HandlerCall): boolean {
    const { hosted } = call.handler;
    if (hosted?.active === true) return this.#call(call, (call.handler.call = hosted.hook(this.plan.hook)));
    call.activate();
    return true;
  }

  /** Calls a handler. Returns whether it has to be waited for. */
  #call(call: HandlerCall, callee: HostedHandler): boolean {
    const { handler, place } = call;
    const { trace } = this.settings;
    let answer: unknown;
    try {
      answer = callee(this.#outcome.payload, handler.contexts(call));
      handler.isAsync = isThenable(answer);
    } catch (error) {
      this.#fail(call, toThrownFailure(call, error), trace === true ? this.services.guard.now() : UNTIMED);
      return false;
    }
    if (handler.isAsync) call.pending = answer as PromiseLike<unknown>;
    else if (answer === undefined && trace !== true) this.#outcome.pass(handler, place);
    else this.#accept(call, answer, trace === true ? this.services.guard.now() : UNTIMED);
    return handler.isAsync;
  }

  #openLane(call: HandlerCall): void {
    this.#openLanes += 1;
    void this.#follow(call);
  }

  #closeLane(now: number): void {
    this.#openLanes -= 1;
    if (this.#openLanes === 0) this.#resolve?.(this.#finish(now));
  }

  /** Waits for a call and goes on in its lane until that is done, or the call was given up. Never rejects. */
  async #follow(first: HandlerCall): Promise<void> {
    const { guard } = this.services;
    const ticket = guard.watch(first.deadline, first);
    let now = UNTIMED;
    try {
      for (let call: HandlerCall | undefined = first; call !== undefined;) {
        this.#begin(call, ticket);
        let answer: unknown;
        let failure: HandlerFailure | undefined;
        try {
          answer = await call.pending;
        } catch (error) {
          failure = toThrownFailure(call, error);
        }
        now = guard.now();
        if (call.isOver) return this.#noteLate(call, now);
        this.#end(call);
        if (failure !== undefined) this.#fail(call, failure, now);
        else if (!call.isActivation) this.#accept(call, answer, now);
        // A plugin that has become active is called at the same place.
        const isCalled = failure !== undefined || !call.isActivation;
        call = this.#advance(isCalled ? call.place + 1 : call.place, this.#toLaneEnd(call.place), now);
        if (call !== undefined) guard.rewatch(ticket, call.deadline, call);
      }
    } catch (failure) {
      guard.unwatch(ticket);
      this.#reject?.(failure);
      return;
    }
    guard.unwatch(ticket);
    this.#closeLane(now);
  }

  #begin(call: HandlerCall, ticket: number): void {
    call.ticket = ticket;
    if (this.settings.signal !== undefined) (this.#waiting ??= new Set()).add(call);
  }

  #end(call: HandlerCall): void {
    call.isOver = true;
    this.#waiting?.delete(call);
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

  #accept(call: HandlerCall, answer: unknown, endedAt: number): void {
    const failure = this.#outcome.accept(call.handler, call.place, answer, toDuration(call, endedAt));
    if (failure !== undefined) this.#fail(call, failure, endedAt);
  }

  #fail(call: HandlerCall, failure: HandlerFailure, endedAt: number): void {
    this.#outcome.fail(call.handler, call.place, failure, toDuration(call, endedAt));
    if (this.settings.failFast === true) throw failure.failure;
  }

  #noteLate(call: HandlerCall, now: number): void {
    if (!call.isActivation && now >= call.deadline) this.services.onLate(call.handler, this.plan.hook, now - call.deadline);
  }

  #wait(): Promise<EmitReport> {
    const { signal } = this.settings;
    const abandonAll = (): void => {
      for (const call of this.#waiting ?? []) this.giveUp(call, "aborted");
    };
    const done = new Promise<EmitReport>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (signal === undefined) return done;
    // A synchronous handler may have aborted it already.
    if (signal.aborted) abandonAll();
    signal.addEventListener("abort", abandonAll, { once: true });
    return done.finally(() => signal.removeEventListener("abort", abandonAll));
  }

  #finish(now: number): EmitReport | Promise<EmitReport> {
    if (this.#selected.length === 0) return this.#outcome.toReport(0);
    const asked = resolveAsks(
      this.#outcome,
      { hook: this.plan.hook, deadline: this.deadline, signal: this.settings.signal },
      this.services,
    );
    return asked === undefined ? this.#toReport(now) : asked.then(() => this.#toReport(UNTIMED));
  }

  #toReport(now: number): EmitReport {
    return this.#outcome.toReport(this.#toTime(now) - this.#startedAt);
  }

  #toTime(now: number): number {
    return Number.isNaN(now) ? this.services.guard.now() : now;
  }
}

function toDuration(call: HandlerCall, endedAt: number): number | undefined {
  return Number.isNaN(endedAt) ? undefined : endedAt - call.startedAt;
}
