import type { EmitReport, HandlerReport } from "@kodex/manifest";
import type { CallGuard } from "../call-guard.ts";
import {
  type HookExecutionError,
  toErrorMessage,
  toErrorValue,
  toHandlerFailed,
  toHandlerTimeout,
  toHandlerUnavailable,
  toResultInvalid,
} from "../errors.ts";
import type { EventEnvelope } from "../plugin.ts";
import type { EmitOptions } from "../runtime-interface.ts";
import type { AskRequest } from "../runtime-options.ts";
import { isProvideOnly, readAnswer } from "./answer.ts";
import type { DispatchPlan } from "./dispatch-plan.ts";
import { type Ask, EmitOutcome } from "./emit-outcome.ts";
import type { Handler } from "./handler.ts";
import { HandlerCall } from "./handler-call.ts";

/** What an emit needs of the runtime. */
export interface EmitServices {
  /** Waits for asynchronous answers. */
  readonly guard: CallGuard;
  /** Answers `ask`; without it, `ask` is `deny`. */
  readonly onAsk: ((request: AskRequest) => "allow" | "deny" | Promise<"allow" | "deny">) | undefined;
  /** Told when an answer comes after its call has ended. */
  onLate(handler: Handler, hook: string, lateMs: number): void;
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

/** How a handler failed. */
interface Failure {
  readonly status: "error" | "timeout" | "invalid";
  /** What a caller with `failFast` is given. */
  readonly failure: HookExecutionError;
  /** What was thrown. */
  readonly error: unknown;
  readonly startedAt: number | undefined;
}

/** One emit under way. Goes from handler to handler synchronously until one answers with a promise. */
export class EmitRun {
  readonly plan: DispatchPlan;
  readonly settings: EmitSettings;
  readonly services: EmitServices;
  /** When all handlers must be done, on the guard's clock. */
  readonly deadline: number;
  readonly #selected: readonly Handler[];
  readonly #reports: HandlerReport[];
  readonly #outcome: EmitOutcome;
  readonly #startedAt: number;
  #envelope: EventEnvelope | undefined;

  constructor(plan: DispatchPlan, payload: unknown, settings: EmitSettings, services: EmitServices) {
    this.plan = plan;
    this.settings = settings;
    this.services = services;
    this.#selected = plan.select(payload);
    this.#reports = Array.from<HandlerReport>({ length: this.#selected.length });
    this.#outcome = new EmitOutcome(plan.spec, payload);
    this.#startedAt = services.guard.now();
    this.deadline = toDeadline(settings, this.#startedAt);
  }

  /** The event without its payload. Made at first access. */
  get envelope(): EventEnvelope {
    this.#envelope ??= this.services.createEnvelope(this);
    return this.#envelope;
  }

  /** The report itself when every handler was synchronous. Throws, or rejects, only when `failFast` is set. */
  start(): EmitReport | Promise<EmitReport> {
    return this.plan.spec.kinds.includes("observe") ? this.#runTogether() : this.#runInOrder();
  }

  #runInOrder(): EmitReport | Promise<EmitReport> {
    for (let place = 0; place < this.#selected.length; place += 1) {
      const pending = this.#step(place);
      if (pending !== undefined) return this.#runRest(pending, place + 1);
    }
    return this.#finish();
  }

  async #runRest(first: Promise<void>, from: number): Promise<EmitReport> {
    await first;
    for (let place = from; place < this.#selected.length; place += 1) {
      const pending = this.#step(place);
      if (pending !== undefined) await pending;
    }
    return this.#finish();
  }

  /** Observers do not see one another: all start at once. */
  #runTogether(): EmitReport | Promise<EmitReport> {
    const pending: Promise<void>[] = [];
    for (let place = 0; place < this.#selected.length; place += 1) {
      try {
        const step = this.#step(place);
        if (step !== undefined) pending.push(step);
      } catch (error) {
        if (pending.length === 0) throw error;
        pending.push(Promise.reject(error));
        break;
      }
    }
    return pending.length === 0 ? this.#finish() : Promise.all(pending).then(() => this.#finish());
  }

  /** Runs one handler, or says why not. Nothing to wait for when it was synchronous. */
  #step(place: number): Promise<void> | undefined {
    const handler = this.#selected[place] as Handler;
    this.#outcome.stopCode ??= this.#findOuterStop();
    if (this.#outcome.stopCode !== undefined) return this.#skip(place, handler);
    return handler.call === undefined ? this.#activate(place, handler) : this.#call(place, handler);
  }

  #findOuterStop(): "EMIT_ABORTED" | "EMIT_TIMEOUT" | undefined {
    if (this.settings.signal?.aborted === true) return "EMIT_ABORTED";
    return this.deadline !== Infinity && this.services.guard.now() >= this.deadline ? "EMIT_TIMEOUT" : undefined;
  }

  #skip(place: number, handler: Handler): undefined {
    const code = this.#outcome.stopCode ?? "EMIT_ABORTED";
    this.#reports[place] = { plugin: handler.label, status: "skipped", code };
    // A guard that could not run has not allowed anything.
    if (handler.failsClosed && (code === "EMIT_ABORTED" || code === "EMIT_TIMEOUT"))
      this.#outcome.deny(
        handler.label,
        `${handler.label} fails closed and could not finish: the emit ${code === "EMIT_ABORTED" ? "was aborted" : "ran out of time"}`,
        code,
      );
    return undefined;
  }

  async #activate(place: number, handler: Handler): Promise<void> {
    const activation = handler.hosted?.activate() ?? Promise.resolve();
    const settlement = await this.services.guard.settle(activation, { deadline: this.deadline, signal: this.settings.signal });
    if (settlement.kind === "error") {
      const { error } = settlement;
      return this.#fail(place, handler, {
        status: "error",
        error,
        failure: toHandlerUnavailable(handler.label, this.plan.hook, error),
        startedAt: undefined,
      });
    }
    if (settlement.kind === "value") handler.call = handler.hosted?.hook(this.plan.hook);
    // Aborted or out of time: the step finds that out for itself.
    await this.#step(place);
  }

  #call(place: number, handler: Handler): Promise<void> | undefined {
    const call = new HandlerCall(this, handler);
    const startedAt = handler.isAsync || this.settings.trace === true ? call.start() : undefined;
    let answer: unknown;
    try {
      answer = handler.call?.(this.#outcome.payload, handler.contexts(call));
      handler.isAsync = isThenable(answer);
    } catch (error) {
      this.#fail(place, handler, {
        status: "error",
        error,
        failure: toHandlerFailed(handler.label, this.plan.hook, error),
        startedAt: this.settings.trace === true ? startedAt : undefined,
      });
      return undefined;
    }
    if (handler.isAsync) return this.#wait(place, call, answer as PromiseLike<unknown>);
    this.#accept(place, handler, answer, this.settings.trace === true ? startedAt : undefined);
    return undefined;
  }

  async #wait(place: number, call: HandlerCall, answer: PromiseLike<unknown>): Promise<void> {
    const { handler } = call;
    const { hook } = this.plan;
    const startedAt = call.start();
    const { deadline } = call;
    const settlement = await this.services.guard.settle(answer, {
      deadline,
      signal: this.settings.signal,
      onLate: (lateMs) => this.services.onLate(handler, hook, lateMs),
    });
    switch (settlement.kind) {
      case "value":
        return this.#accept(place, handler, settlement.value, startedAt);
      case "error":
        return this.#fail(place, handler, {
          status: "error",
          error: settlement.error,
          failure: toHandlerFailed(handler.label, hook, settlement.error),
          startedAt,
        });
      case "aborted":
        call.abort(this.settings.signal?.reason);
        this.#outcome.stopCode = "EMIT_ABORTED";
        return this.#skip(place, handler);
      case "timeout": {
        const failure = toHandlerTimeout(handler.label, hook, Math.round(deadline - startedAt));
        call.abort(failure);
        return this.#fail(place, handler, { status: "timeout", error: failure, failure, startedAt });
      }
    }
  }

  #accept(place: number, handler: Handler, value: unknown, startedAt: number | undefined): void {
    if (value === undefined) {
      this.#reports[place] = { plugin: handler.label, status: "ok", ...this.#toTiming(startedAt) };
      return;
    }
    const { spec, checkResult } = this.plan;
    const answer = readAnswer(spec, this.#outcome.payload, value);
    const passes = value === null && isProvideOnly(spec);
    const problem = typeof answer === "string" ? answer : passes ? undefined : checkResult?.(value);
    if (typeof answer === "string" || problem !== undefined) {
      const failure = toResultInvalid(handler.label, this.plan.hook, problem ?? "");
      return this.#fail(place, handler, { status: "invalid", error: failure, failure, startedAt });
    }
    this.#reports[place] = {
      plugin: handler.label,
      status: answer.decision === "deny" ? "denied" : "ok",
      ...this.#toTiming(startedAt),
      value,
    };
    this.#outcome.merge(handler.label, answer);
  }

  #fail(place: number, handler: Handler, { status, failure, error, startedAt }: Failure): void {
    const value = toErrorValue(error);
    const code = failure.code === "HANDLER_UNAVAILABLE" ? (value.code ?? failure.code) : failure.code;
    this.#reports[place] = { plugin: handler.label, status, ...this.#toTiming(startedAt), code, error: value };
    if (this.settings.failFast === true) throw failure;
    if (handler.failsClosed) this.#outcome.deny(handler.label, `${handler.label} failed and fails closed: ${toErrorMessage(error)}`, code);
  }

  #toTiming(startedAt: number | undefined): { durationMs: number } | undefined {
    return startedAt === undefined ? undefined : { durationMs: this.services.guard.now() - startedAt };
  }

  #finish(): EmitReport | Promise<EmitReport> {
    const [ask] = this.#outcome.openAsks;
    return ask === undefined ? this.#toReport() : this.#resolveAsk(ask);
  }

  #resolveAsk(first: Ask): EmitReport | Promise<EmitReport> {
    const { onAsk } = this.services;
    if (onAsk === undefined) {
      this.#outcome.deny(first.plugin, `${first.plugin} asks, and nobody is there to answer`, "ASK_UNANSWERED");
      return this.#toReport();
    }
    const signal = this.settings.signal ?? new AbortController().signal;
    const answered = new Promise<"allow" | "deny">((resolve) =>
      resolve(onAsk({ hook: this.plan.hook, payload: this.#outcome.payload, reasons: this.#outcome.openAsks, signal })),
    );
    return this.services.guard.settle(answered, { deadline: this.deadline, signal }).then((settlement) => {
      if (settlement.kind === "error") this.#outcome.deny(first.plugin, `asking failed: ${toErrorMessage(settlement.error)}`, "ASK_FAILED");
      else if (settlement.kind !== "value")
        this.#outcome.deny(first.plugin, `${first.plugin} asks, and there was no answer in time`, "ASK_UNANSWERED");
      else if (settlement.value !== "allow") this.#outcome.deny(first.plugin, `${first.plugin} asks, and the answer was no`, "ASK_DENIED");
      return this.#toReport();
    });
  }

  #toReport(): EmitReport {
    return this.#outcome.toReport(this.plan.hook, this.#reports, this.services.guard.now() - this.#startedAt);
  }
}

/** An inner emit ends a little before the outer call, so that the inner culprit is the one that is named. */
function toDeadline(settings: EmitSettings, now: number): number {
  const own = settings.timeoutMs === undefined ? Infinity : now + settings.timeoutMs;
  if (settings.parent === undefined) return own;
  const outer = settings.parent.deadline;
  return Math.min(own, outer - Math.min(50, Math.max(0, outer - now) / 10));
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
