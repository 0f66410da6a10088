import type { EmitReport, PluginAdmitPayload } from "@kodex/manifest";
import { toUntrusted, type TrustDecision, type TrustGate, type TrustRequest } from "../admission/trust-gate.ts";
import { isTrustDecision } from "../ask-trust-gate.ts";
import { isThenable } from "../thenable.ts";

/** The host's handlers of `plugin.admit`. */
export interface AdmitHook {
  /** Whether there is any. */
  isHandled(): boolean;
  /** Emits it to them. */
  emit(payload: PluginAdmitPayload): EmitReport | Promise<EmitReport>;
}

/** A gate whose admissions the host's handlers of `plugin.admit` may still refuse. Without any it is the gate as it was. */
export function withHostGate(gate: TrustGate, hook: AdmitHook): TrustGate {
  return {
    decide(request) {
      const decision = gate.decide(request);
      return isThenable(decision) || hook.isHandled() ? consult(decision, request, hook) : decision;
    },
  };
}

async function consult(answer: ReturnType<TrustGate["decide"]>, request: TrustRequest, hook: AdmitHook): Promise<TrustDecision> {
  const decision = await answer;
  const { candidate, declared, manifest } = request;
  // What is no decision goes on as it is: whoever asked finds out.
  if (!isTrustDecision(decision) || !decision.admit || manifest === undefined) return decision;
  const provenance = { origin: candidate.origin, source: candidate.source, file: candidate.file };
  const { decision: verdict, reasons } = await hook.emit({ plugin: manifest.name, version: manifest.version, provenance, declared });
  if (verdict === "allow") return decision;
  return toUntrusted(reasons.at(-1)?.reason ?? "the host refused it", "Ask whoever runs this agent.");
}
