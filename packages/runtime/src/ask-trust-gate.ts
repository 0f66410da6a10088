import type { TrustDecision, TrustGate, TrustRequest } from "./admission/trust-gate.ts";
import { toErrorMessage } from "./errors.ts";

/** The gate's decision. A gate that throws, or answers with something else than a decision, has not admitted anything. */
export async function askTrustGate(gate: TrustGate, request: TrustRequest): Promise<TrustDecision> {
  try {
    const decision: unknown = await gate.decide(request);
    if (isDecision(decision)) return decision;
    return toRefusal("the trust gate did not answer with a decision");
  } catch (error) {
    return toRefusal(`the trust gate failed: ${toErrorMessage(error)}`);
  }
}

function isDecision(value: unknown): value is TrustDecision {
  return typeof value === "object" && value !== null && typeof (value as { admit?: unknown }).admit === "boolean";
}

function toRefusal(reason: string): TrustDecision {
  return { admit: false, code: "PLUGIN_UNTRUSTED", reason, hint: "Mend the trust gate." };
}
