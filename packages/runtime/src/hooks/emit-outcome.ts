import type { ContextEntry, Decision, DecisionReason, EmitReport, HandlerReport, HookSpec } from "@kodex/manifest";
import type { Answer } from "./answer.ts";

/** Why handlers that are left do not run. */
export type StopCode = "AFTER_DENY" | "AFTER_ANSWER" | "EMIT_ABORTED" | "EMIT_TIMEOUT";

/** A wish for a person's decision. */
export interface Ask {
  /** Who asks. */
  readonly plugin: string;
  /** Why. */
  readonly reason: string;
}

/** What has come of an emit so far: the payload, the votes, the context and the answer. */
export class EmitOutcome {
  /** The payload as the latest handler left it. */
  payload: unknown;
  /** Set once the handlers that are left are not to run. */
  stopCode: StopCode | undefined;
  readonly #spec: HookSpec;
  readonly #reasons: DecisionReason[] = [];
  #asks: Ask[] | undefined;
  #context: ContextEntry[] | undefined;
  #provided: { readonly value: unknown } | undefined;
  #denied = false;

  constructor(spec: HookSpec, payload: unknown) {
    this.#spec = spec;
    this.payload = payload;
  }

  /** Wishes that nobody has decided; empty once something was denied. */
  get openAsks(): readonly Ask[] {
    return this.#denied ? [] : (this.#asks ?? []);
  }

  /** Takes in one handler's answer. */
  merge(plugin: string, answer: Answer): void {
    const { context, decision, provided, reason } = answer;
    this.payload = answer.payload;
    if (context !== undefined) (this.#context ??= []).push({ plugin, text: context });
    if (provided !== undefined) {
      this.#provided = provided;
      this.stopCode = "AFTER_ANSWER";
    }
    if (decision === "deny") this.deny(plugin, reason ?? `${plugin} gave no reason`);
    if (decision === "ask") this.#ask(plugin, reason ?? `${plugin} gave no reason`);
    if (decision === "allow" && reason !== undefined) this.#reasons.push({ plugin, decision, reason });
  }

  /** Counts a denial; `code` tells that a failure, and not an answer, decided. */
  deny(plugin: string, reason: string, code?: string): void {
    this.#denied = true;
    this.stopCode ??= "AFTER_DENY";
    this.#reasons.push({ plugin, decision: "deny", reason, ...(code === undefined ? undefined : { code }) });
  }

  /** The report; `handlers` are the reports of the selected handlers in order. */
  toReport(hook: string, handlers: readonly HandlerReport[], durationMs: number): EmitReport {
    const decision = this.#toDecision();
    return {
      hook,
      payload: this.payload,
      ...(decision === undefined ? undefined : { decision }),
      reasons: this.#reasons,
      ...(this.#provided === undefined ? undefined : { value: this.#provided.value }),
      ...(this.#context === undefined ? undefined : { context: this.#context }),
      handlers,
      durationMs,
    };
  }

  #ask(plugin: string, reason: string): void {
    (this.#asks ??= []).push({ plugin, reason });
    this.#reasons.push({ plugin, decision: "ask", reason });
  }

  #toDecision(): Decision | undefined {
    if (!this.#denied) return this.#spec.kinds.includes("gate") ? "allow" : undefined;
    const limit = this.#spec.denialLimit;
    const count = limit === undefined ? undefined : (this.payload as Readonly<Record<string, unknown>>)[limit.field];
    if (limit === undefined || typeof count !== "number" || count < limit.max) return "deny";
    this.#reasons.push({
      plugin: "host:limit",
      decision: "allow",
      reason: `"${limit.field}" is ${count}, and denials count only below ${limit.max}`,
      code: "DENIAL_LIMIT",
    });
    return "allow";
  }
}
