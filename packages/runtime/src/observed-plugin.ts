import { KodexError } from "@kodex/manifest";
import { toActivationFailed } from "./errors.ts";
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

/** The same plugin, whose activations are told to an observer, once each. */
export function observeActivation(hosted: HostedPlugin, onActivated: (outcome: ActivationOutcome) => void): HostedPlugin {
  let last: Promise<void> | undefined;
  return {
    plugin: hosted.plugin,
    get active() {
      return hosted.active;
    },
    hook: (name) => hosted.hook(name),
    capability: (id) => hosted.capability(id),
    dispose: () => hosted.dispose(),
    activate() {
      const startedAt = performance.now();
      const outcome = hosted.activate();
      if (outcome === last) return outcome;
      last = outcome;
      outcome.then(
        () => onActivated({ hosted, durationMs: performance.now() - startedAt }),
        (error: unknown) =>
          onActivated({
            hosted,
            durationMs: performance.now() - startedAt,
            error: KodexError.is(error) ? error : toActivationFailed(hosted.plugin.id, error),
          }),
      );
      return outcome;
    },
  };
}
