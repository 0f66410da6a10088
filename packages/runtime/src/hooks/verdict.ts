import type { Decision, DecisionReason, HookSpec } from "@kodex/manifest";

/** A wish for a person's decision. */
export interface Ask {
  /** Who asks. */
  readonly plugin: string;
  /** Why. */
  readonly reason: string;
}

/** The votes of an emit: deny outweighs ask, ask outweighs allow. */
export class Verdict {
  /** Votes with a reason, in order. */
  readonly reasons: DecisionReason[] = [];
  /** Whether something was denied. */
  isDenied = false;
  #asks: Ask[] | undefined;

  /** Wishes that nobody has decided; empty once something was denied. */
  get openAsks(): readonly Ask[] {
    return this.isDenied ? [] : (this.#asks ?? []);
  }

  /** Counts a handler's vote. An `allow` without a reason says nothing that silence does not. */
  vote(plugin: string, decision: Decision, reason: string | undefined): void {
    if (decision === "allow" && reason === undefined) return;
    const given = reason ?? `${plugin} gave no reason`;
    if (decision === "deny") return this.deny(plugin, given);
    this.reasons.push({ plugin, decision, reason: given });
    if (decision === "ask") (this.#asks ??= []).push({ plugin, reason: given });
  }

  /** Counts a denial; `code` tells that a failure, and not an answer, decided. */
  deny(plugin: string, reason: string, code?: string): void {
    this.isDenied = true;
    this.reasons.push({ plugin, decision: "deny", reason, ...(code === undefined ? undefined : { code }) });
  }

  /** What it comes to; nothing for hooks where there is nothing to decide. */
  toDecision({ denialLimit, kinds }: HookSpec, payload: unknown): Decision | undefined {
    if (!this.isDenied) return kinds.includes("gate") ? "allow" : undefined;
    if (denialLimit === undefined) return "deny";
    const { field, max } = denialLimit;
    const count = typeof payload === "object" && payload !== null ? (payload as Readonly<Record<string, unknown>>)[field] : undefined;
    if (typeof count !== "number" || count < max) return "deny";
    const reason = `"${field}" is ${count}, and denials count only below ${max}`;
    this.reasons.push({ plugin: "host:limit", decision: "allow", reason, code: "DENIAL_LIMIT" });
    return "allow";
  }
}
