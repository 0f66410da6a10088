import type { HandlerReport } from "@kodex/manifest";
import type { ContextFactory } from "../calls/call-scope.ts";
import type { Tier } from "../candidate.ts";
import type { HostedHandler, HostedPlugin } from "../hosting/isolation-backend.ts";
import type { Match } from "./match.ts";

/** One handler of one hook, with everything that order, selection and dispatch need. */
export interface Handler {
  /** What reports call it: `name@version`, or `host:<name>`. */
  readonly label: string;
  /** What `before` and `after` call it: the plugin's name, or `host:<name>`. */
  readonly name: string;
  /** Rank before everything else. */
  readonly tier: Tier;
  /** Higher runs earlier among those that no constraint separates. */
  readonly priority: number;
  /** Constraints on its place. */
  readonly constraints: readonly OrderConstraint[];
  /** Deadline of one call, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether a failure denies. */
  readonly failsClosed: boolean;
  /** Payload fields that must match, each with patterns of which one must fit; empty matches everything. */
  readonly match: Match;
  /** The plugin behind it; absent for host handlers. */
  readonly hosted?: HostedPlugin;
  /** Makes the contexts of its calls. */
  readonly contexts: ContextFactory;
  /** Its report when it had nothing to say and nobody has timed it: one frozen object for all emits. */
  readonly passed: HandlerReport;
  /** The function to call; absent until the plugin is active. */
  call: HostedHandler | undefined;
  /** Whether its latest call returned a promise; only then is its start worth a look at the clock. */
  isAsync: boolean;
}

/** Wants its handler before or after another's. */
export interface OrderConstraint {
  /** Which side of the other. */
  readonly kind: "before" | "after";
  /** Name of the other. */
  readonly other: string;
  /** Who says so: `manifest` or `kodex.json`. */
  readonly origin: string;
}

/** Report of a handler that had nothing to say. */
export function toPassed(plugin: string): HandlerReport {
  return Object.freeze({ plugin, status: "ok" });
}
