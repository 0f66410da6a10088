import type { Candidate } from "../candidate.ts";

/** Answers which candidates there are. Synchronous, deterministic, reads manifests only. */
export interface PluginSource {
  /** Name for the ledger, such as `local:./plugins`. */
  readonly name: string;
  /** Candidates in a fixed order. A place that cannot be read is a candidate of kind `unreadable`, not a throw. */
  discover(context: DiscoveryContext): readonly Candidate[];
}

/** What a source may know. */
export interface DiscoveryContext {
  /** Workspace, absolute. */
  readonly cwd: string;
}
