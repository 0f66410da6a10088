import type { Diagnostic, PluginManifest } from "@kodex/manifest";
import type { Candidate } from "./candidate.ts";
import type { Plugin } from "./plugin.ts";

/** A candidate whose manifest is valid and normalized. */
export interface CheckedPlugin {
  /** Where it was found. */
  readonly candidate: Exclude<Candidate, { kind: "unreadable" }>;
  /** `name@version`. */
  readonly id: string;
  /** The normalized manifest. */
  readonly manifest: PluginManifest;
  /** Warnings and what normalization changed. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plugin object, where it had to be imported for its manifest. */
  readonly plugin?: Plugin | undefined;
}
