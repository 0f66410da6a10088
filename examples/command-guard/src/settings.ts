import { RULES, type RuleId, type Verdict } from "./rules.ts";

/** A rule of the host's own. */
export interface ProgramRule {
  /** Name of the program, without its folder. */
  readonly program: string;
  /** Arguments that must all be there, in any order. */
  readonly args?: readonly string[];
  /** What happens. */
  readonly verdict: Verdict;
  /** Why. */
  readonly reason: string;
}

/** The configuration with every default filled. */
export interface Settings {
  /** Keys of a tool's input that hold a command. */
  readonly fields: readonly string[];
  /** Folders beside the workspace in which commands may remove and write, absolute. */
  readonly folders: readonly string[];
  /** What happens for each rule. */
  readonly verdicts: Readonly<Record<RuleId, Verdict>>;
  /** Rules of the host's own. */
  readonly programs: readonly ProgramRule[];
}

/** Settings from a configuration that fits the manifest's schema. */
export function toSettings(config: Partial<Record<"fields" | "folders" | "programs" | "rules", unknown>>): Settings {
  const defaults = Object.entries(RULES).map(([id, { verdict }]) => [id, verdict]);
  return {
    fields: (config.fields as readonly string[] | undefined) ?? ["command", "cmd", "script"],
    folders: (config.folders as readonly string[] | undefined) ?? ["/tmp"],
    verdicts: {
      ...(Object.fromEntries(defaults) as Record<RuleId, Verdict>),
      ...(config.rules as Partial<Record<RuleId, Verdict>> | undefined),
    },
    programs: (config.programs as readonly ProgramRule[] | undefined) ?? [],
  };
}
