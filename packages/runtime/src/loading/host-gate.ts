import type { EmitReport, PluginAdmitPayload } from "@kodex/manifest";
import { toUntrusted, type TrustGate } from "../admission/trust-gate.ts";
import { isTrustDecision } from "../ask-trust-gate.ts";

/** Emits `plugin.admit` to the host's handlers. */
export type AdmitEmit = (payload: PluginAdmitPayload) => EmitReport | Promise<EmitReport>;

/** A gate whose admissions the host's handlers of `plugin.admit` may still refuse. */
export function withHostGate(gate: TrustGate, emit: AdmitEmit): TrustGate {
  return {
    async decide(request) {
      const decision = await gate.decide(request);
      const { candidate, declared, manifest } = request;
      // What is no decision goes on as it is: whoever asked finds out.
      if (!isTrustDecision(decision) || !decision.admit || manifest === undefined) return decision;
      const provenance = { origin: candidate.origin, source: candidate.source, file: candidate.file };
      const { decision: verdict, reasons } = await emit({ plugin: manifest.name, version: manifest.version, provenance, declared });
      if (verdict === "allow") return decision;
      return toUntrusted(reasons.at(-1)?.reason ?? "the host refused it", "Ask whoever runs this agent.");
    },
  };
}
