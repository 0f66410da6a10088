import type { IsolationLevel, PluginManifest } from "@kodex/manifest";
import type { Candidate } from "../candidate.ts";

/** Answers whether a candidate may load, with which grants, and how far away. */
export interface TrustGate {
  /** Must not run the candidate's code. A throw refuses the candidate. */
  decide(request: TrustRequest): TrustDecision | Promise<TrustDecision>;
}

/** What the gate decides on. */
export interface TrustRequest {
  /** Where it was found. */
  readonly candidate: Candidate;
  /** Absent for a single file, whose manifest is in code that has not been imported yet. */
  readonly manifest?: PluginManifest;
  /** SHA-256 of the file in hex, for a single file. */
  readonly digest?: string;
  /** Permission atoms that the manifest declares; empty for a single file. */
  readonly declared: readonly string[];
}

/** The gate's answer. */
export type TrustDecision =
  | {
      /** It may load. */
      readonly admit: true;
      /** Name of the trust level, such as `workspace`. */
      readonly level: string;
      /** `declared` grants all that the manifest asks for. */
      readonly grants: "declared" | readonly string[];
      /** Lowest isolation that will do. */
      readonly minimumIsolation?: IsolationLevel;
    }
  | {
      /** It may not load. */
      readonly admit: false;
      /** Stable code in SCREAMING_SNAKE case, the gate's own: ledger, list, explain and doctor tell it. */
      readonly code: string;
      /** Why, in a sentence. */
      readonly reason: string;
      /** How to mend it. */
      readonly hint?: string;
    };

/** A refusal that needs no code of its own. */
export function toUntrusted(reason: string, hint: string): TrustDecision {
  return { admit: false, code: "PLUGIN_UNTRUSTED", reason, hint };
}
