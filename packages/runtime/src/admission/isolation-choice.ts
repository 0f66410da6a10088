import type { IsolationLevel } from "@kodex/manifest";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { type PluginLoadError, toIsolationUnavailable } from "../errors.ts";

/** Levels from the weakest to the strongest. */
const LEVELS: readonly IsolationLevel[] = ["in-process", "worker", "process", "os", "container"];

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
 * The weakest available level that is strong enough. By default a workspace's own plugin runs in-process, an
 * installed package as a process, anything else behind the operating system's boundary, as far as such a backend is
 * there; a minimum is never lowered.
 */
export function chooseIsolation(plugin: CheckedPlugin, { available, minimums }: IsolationOptions): IsolationChoice | PluginLoadError {
  const minimum = strongest(minimums.filter((level) => level !== undefined));
  const wanted = toDefaultLevel(plugin);
  const isOffered = LEVELS.slice(rank(wanted)).some((level) => available.includes(level));
  const target = strongest([minimum, isOffered ? wanted : "in-process"]);
  const level = LEVELS.slice(rank(target)).find((candidate) => available.includes(candidate));
  if (level === undefined) return toIsolationUnavailable(plugin.id, target, available);
  if (level === "in-process" && plugin.manifest.command !== undefined) return { level, message: "runs as a process of its own with the host's rights" };
  const lowered = rank(level) < rank(wanted);
  return { level, message: lowered ? `runs ${level}; by its origin it would run at "${wanted}", for which there is no backend` : `runs ${level}` };
}

function toDefaultLevel({ candidate }: CheckedPlugin): IsolationLevel {
  if (candidate.firstParty) return "in-process";
  return candidate.origin === "package" ? "process" : "os";
}

function strongest(levels: readonly IsolationLevel[]): IsolationLevel {
  return levels.reduce((best, level) => (rank(level) > rank(best) ? level : best), "in-process");
}

function rank(level: IsolationLevel): number {
  return LEVELS.indexOf(level);
}
