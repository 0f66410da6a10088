import type { ContextEntry, EmitReport, HandlerReport } from "@kodex/manifest";
import { toErrorMessage } from "../errors.ts";
import type { Answer } from "./answer.ts";
import type { DispatchPlan } from "./dispatch-plan.ts";
import type { Handler } from "./handler.ts";
import { type HandlerFailure, toDenialReason, toFailureReport, toInvalidFailure } from "./handler-failure.ts";
import { type Ask, Verdict } from "./verdict.ts";

/** Why handlers that are left do not run. */
export type StopCode = "AFTER_DENY" | "AFTER_ANSWER" | "EMIT_ABORTED" | "EMIT_TIMEOUT";

/** What most emits have of reasons: one list for all. */
const NONE: readonly never[] = Object.freeze([]);

/** What has come of an emit so far: the payload, the votes, the context, the answer, and a report for every handler. */
export class EmitOutcome {
  /** The payload as the latest handler left it. */
  payload: unknown;
  /** Set once the handlers that are left are not to run. */
  stopCode: StopCode | undefined;
  readonly #plan: DispatchPlan;
  readonly #reports: HandlerReport[] = [];
  #verdict: Verdict | undefined;
  #context: ContextEntry[] | undefined;
  #provided: { readonly value: unknown } | undefined;

  constructor(plan: DispatchPlan, payload: unknown) {
    this.#plan = plan;
    this.payload = payload;
  }

  /** Takes in what a handler returned. Returns what is wrong with it, if anything. */
  accept(handler: Handler, place: number, value: unknown, durationMs: number | undefined): HandlerFailure | undefined {
    const { label } = handler;
    if (value === undefined) {
      this.#reports[place] = durationMs === undefined ? handler.passed : { plugin: label, status: "ok", durationMs };
      return undefined;
    }
    const answer = this.#read(value);
    if (typeof answer === "string") return toInvalidFailure(label, this.#plan.hook, answer);
    const status = answer.decision === "deny" ? "denied" : "ok";
    this.#reports[place] = { plugin: label, status, ...(durationMs === undefined ? undefined : { durationMs }), value };
    this.#merge(label, answer);
    return undefined;
  }

  /** Takes in that a handler failed. A failed guard denies. */
  fail(handler: Handler, place: number, failure: HandlerFailure, durationMs: number | undefined): void {
    const report = toFailureReport(handler.label, failure, durationMs);
    this.#reports[place] = report;
    if (handler.failsClosed) this.#deny(handler.label, toDenialReason(handler.label, failure), report.code);
  }

  /** Takes in that a handler does not run. */
  skip({ failsClosed, label }: Handler, place: number, code: StopCode): void {
    this.stopCode ??= code;
    this.#reports[place] = { plugin: label, status: "skipped", code };
    if (!failsClosed || code === "AFTER_DENY" || code === "AFTER_ANSWER") return;
    // A guard that could not run has not allowed anything.
    const why = code === "EMIT_ABORTED" ? "was aborted" : "ran out of time";
    this.#deny(label, `${label} fails closed and could not finish: the emit ${why}`, code);
  }

  /** The votes. Most emits have none. */
  get verdict(): Verdict {
    this.#verdict ??= new Verdict();
    return this.#verdict;
  }

  /** Wishes for a person's decision that nobody has decided. */
  get openAsks(): readonly Ask[] {
    return this.#verdict?.openAsks ?? NONE;
  }

  /** The report, once every selected handler has one. */
  toReport(durationMs: number): EmitReport {
    const { hook, spec, silence } = this.#plan;
    const handlers = this.#reports;
    const { payload } = this;
    const decision = this.#verdict === undefined ? silence : this.#verdict.toDecision(spec, payload);
    const reasons = this.#verdict?.reasons ?? NONE;
    if (this.#provided === undefined && this.#context === undefined)
      return decision === undefined
        ? { hook, payload, reasons, handlers, durationMs }
        : { hook, payload, decision, reasons, handlers, durationMs };
    return {
      hook,
      payload,
      ...(decision === undefined ? undefined : { decision }),
      reasons,
      ...(this.#provided === undefined ? undefined : { value: this.#provided.value }),
      ...(this.#context === undefined ? undefined : { context: this.#context }),
      handlers,
      durationMs,
    };
  }

  /** Reading may run a plugin's code, such as a getter that throws. */
  #read(value: unknown): Answer | string {
    try {
      return this.#plan.readAnswer(this.payload, value);
    } catch (error) {
      return `it cannot be read: ${toErrorMessage(error)}`;
    }
  }

  #merge(plugin: string, { context, decision, payload, provided, reason }: Answer): void {
    this.payload = payload;
    if (context !== undefined) (this.#context ??= []).push({ plugin, text: context });
    if (decision !== undefined) this.verdict.vote(plugin, decision, reason);
    if (provided !== undefined) {
      this.#provided = provided;
      this.stopCode ??= "AFTER_ANSWER";
    }
    if (decision === "deny") this.stopCode ??= "AFTER_DENY";
  }

  /** Only a hook that rewrites or decides can be denied: observers and providers that fail are none the worse for the rest. */
  #deny(plugin: string, reason: string, code: string | undefined): void {
    if (!this.#plan.canDeny) return;
    this.verdict.deny(plugin, reason, code);
    this.stopCode ??= "AFTER_DENY";
  }
}
