import type { Diagnostic } from "@kodex/manifest";

/** Constraints of one hook that contradict one another. */
export const toOrderCycle = (hook: string, plugins: readonly string[], reasons: readonly string[]): Diagnostic => ({
  severity: "warning",
  code: "ORDER_CYCLE",
  message: `the order of ${plugins.join(", ")} in "${hook}" is a cycle: ${reasons.join("; ")}`,
  hint: `Remove one of these constraints; until then none of them holds.`,
});

/** A constraint that contradicts the tiers. */
export const toOrderTierConflict = (hook: string, first: string, second: string, by: string): Diagnostic => ({
  severity: "warning",
  code: "ORDER_TIER_CONFLICT",
  message: `${first} cannot run before ${second} in "${hook}", since its tier comes later: ${by}`,
  hint: "Remove the constraint.",
});
