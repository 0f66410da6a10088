import type { EmitReport } from "@kodex/runtime";

/** Who denied it and why, in a sentence. */
export function toDenial({ reasons }: EmitReport): string {
  const last = reasons.findLast(({ decision }) => decision === "deny") ?? reasons.at(-1);
  return last === undefined ? "no reason was given" : `${last.plugin}: ${last.reason}`;
}
