import type { RuleId } from "./rules.ts";
import type { ProgramRule } from "./settings.ts";

/** Something about a command that a rule is against. */
export interface Finding {
  /** The rule, or the host's own. */
  readonly rule: RuleId | ProgramRule;
  /** The part of the command that breaks it. */
  readonly part: string;
}
