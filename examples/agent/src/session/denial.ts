import type { DecisionReason, EmitReport } from "@kodex/runtime";

/** Who denied it and why, in a sentence; of a question that was answered with no, what the question was too. */
export function toDenial({ reasons }: Pick<EmitReport, "reasons">): string {
  const votes = toDenyingVotes(reasons);
  return votes.length === 0 ? "no reason was given" : votes.map(({ plugin, reason }) => `${plugin}: ${reason}`).join("; ");
}

/** The votes that a denial stands on: what denied, and what asked. */
export function toDenyingVotes(reasons: readonly DecisionReason[]): readonly DecisionReason[] {
  return reasons.filter(({ decision }) => decision !== "allow");
}
