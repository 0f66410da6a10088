import type { IsolationLevel } from "@kodex/manifest";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { ISOLATION_LEVELS } from "../isolation-levels.ts";
import { type PluginLoadError, toIsolationImpossible, toIsolationUnavailable } from "../errors.ts";

/** What the choice depends on besides the plugin. */
export interface IsolationOptions {
  /** Levels for which there is a backend; `in-process` always is one. */
  readonly available: readonly IsolationLevel[];
  /** Lowest levels that the embedder and the trust gate ask for. */
  readonly minimums: readonly (IsolationLevel | undefined)[];
}

/** A level and why it is that one. */
export interface IsolationChoice {
  readonly level: IsolationLevel;
  /** For the ledger. */
  readonly message: string;
}

/**
 * The weakest available level that is strong enough. By default a workspace's own plugin runs in-process, an installed
 * package as a process, anything else behind the operating system's boundary. Where no backend is that strong, the
 * strongest that there is takes its place, and the ledger says so; a minimum is never lowered.
 */
export function chooseIsolation(plugin: CheckedPlugin, { available, minimums }: IsolationOptions): IsolationChoice | PluginLoadError {
  const minimum = strongest(minimums.filter((level) => level !== undefined));
  const levels = ISOLATION_LEVELS.filter((level) => level === "in-process" || available.includes(level));
  const wanted = toDefaultLevel(plugin);
  // An object lives where it was made.
  if (plugin.candidate.kind === "inline" && minimum !== "in-process") return toIsolationImpossible(plugin.id, minimum);
  const level = levels.find((offered) => rank(offered) >= rank(minimum) && rank(offered) >= rank(wanted)) ?? levels.at(-1);
  if (level === undefined || rank(level) < rank(minimum)) return toIsolationUnavailable(plugin.id, minimum, levels);
  return { level, message: toMessage(plugin, level, wanted) };
}

function toMessage({ manifest }: CheckedPlugin, level: IsolationLevel, wanted: IsolationLevel): string {
  const lowered = rank(level) < rank(wanted) ? `; by its origin it would run at "${wanted}", for which there is no backend` : "";
  if (level === "in-process" && manifest.command !== undefined) return `runs as a process of its own with the host's rights${lowered}`;
  return `runs ${level}${lowered}`;
}

function toDefaultLevel({ candidate }: CheckedPlugin): IsolationLevel {
  if (candidate.firstParty || candidate.kind === "inline") return "in-process";
  return candidate.origin === "package" ? "process" : "os";
}

function strongest(levels: readonly IsolationLevel[]): IsolationLevel {
  return levels.reduce((best, level) => (rank(level) > rank(best) ? level : best), "in-process");
}

function rank(level: IsolationLevel): number {
  return ISOLATION_LEVELS.indexOf(level);
}
