import type { KodexError } from "@kodex/manifest";
import type { HostedPlugin } from "./hosting/isolation-backend.ts";

/** What became of an activation. */
export interface ActivationOutcome {
  /** The plugin. */
  readonly hosted: HostedPlugin;
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
  /** Why it failed, if it did. */
  readonly error?: KodexError;
}
