import type { IsolationLevel } from "@kodex/manifest";
import type { TrustDecision, TrustGate, TrustRequest } from "./admission/trust-gate.ts";
import { type PluginLoadError, type PluginRefusedError, toPluginRefused, toTrustGateFailed } from "./errors.ts";
import { ISOLATION_LEVELS } from "./isolation-levels.ts";
import { isThenable } from "./thenable.ts";

/** The terms on which a gate lets a candidate in. */
export type TrustApproval = Extract<TrustDecision, { readonly admit: true }>;

/** The gate's approval, or why there is none. */
export type TrustAnswer = TrustApproval | PluginLoadError | PluginRefusedError;

/**
 * The gate's approval, or why there is none; a promise only of a gate that takes its time. A gate that throws, or answers with something else than a decision, has
 * not admitted anything: half of a decision, such as an unknown isolation, might mean more than was understood.
 *
 * @param plugin what messages call the candidate
 */
export function askTrustGate(gate: TrustGate, request: TrustRequest, plugin: string): TrustAnswer | Promise<TrustAnswer> {
  try {
    const decision: unknown = gate.decide(request);
    if (!isThenable(decision)) return toAnswer(decision, plugin);
    return Promise.resolve(decision).then(
      (later) => toAnswer(later, plugin),
      (error: unknown) => toTrustGateFailed(plugin, error),
    );
  } catch (error) {
    return toTrustGateFailed(plugin, error);
  }
}

function toAnswer(decision: unknown, plugin: string): TrustAnswer {
  if (!isTrustDecision(decision)) return toTrustGateFailed(plugin, new TypeError("it did not answer with a decision"));
  return decision.admit ? decision : toPluginRefused(plugin, decision);
}

/** How codes are written. */
const CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/** Whether a gate's answer is a decision: gates in plain JavaScript can answer anything. */
export function isTrustDecision(value: unknown): value is TrustDecision {
  if (typeof value !== "object" || value === null) return false;
  const { admit, code, grants, hint, level, minimumIsolation, reason } = value as Readonly<Record<string, unknown>>;
  if (admit === false)
    return typeof code === "string" && CODE.test(code) && typeof reason === "string" && (hint === undefined || typeof hint === "string");
  const isGrantList = Array.isArray(grants) && grants.every((atom) => typeof atom === "string");
  return (
    admit === true &&
    typeof level === "string" &&
    (grants === "declared" || isGrantList) &&
    (minimumIsolation === undefined || ISOLATION_LEVELS.includes(minimumIsolation as IsolationLevel))
  );
}
