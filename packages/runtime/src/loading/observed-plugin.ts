import { KodexError } from "@kodex/manifest";
import { toActivationFailed, toDisposeFailed } from "../errors.ts";
import type { HostedPlugin } from "../hosting/isolation-backend.ts";

/** What became of an activation. */
export interface ActivationOutcome {
  /** The plugin. */
  readonly hosted: HostedPlugin;
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
  /** Why it failed, if it did. */
  readonly error?: KodexError;
}

/** Learns what becomes of a plugin. */
export interface PluginObserver {
  /** An activation has ended, well or badly. Once for each. */
  onActivated(outcome: ActivationOutcome): void;
  /** The plugin could not be unloaded well. */
  onDisposeFailed(error: KodexError, durationMs: number): void;
}

/** The same plugin, which tells an observer. Its `dispose` never rejects: a plugin that ends badly harms only itself. */
export function observePlugin(hosted: HostedPlugin, observer: PluginObserver): HostedPlugin {
  let last: Promise<void> | undefined;
  let disposed: Promise<void> | undefined;

  async function dispose(): Promise<void> {
    const startedAt = performance.now();
    try {
      await hosted.dispose();
    } catch (error) {
      observer.onDisposeFailed(KodexError.is(error) ? error : toDisposeFailed(hosted.plugin.id, error), performance.now() - startedAt);
    }
  }

  return {
    plugin: hosted.plugin,
    get active() {
      return hosted.active;
    },
    hook: (name) => hosted.hook(name),
    capability: (id) => hosted.capability(id),
    dispose: () => (disposed ??= dispose()),
    activate() {
      const startedAt = performance.now();
      const outcome = hosted.activate();
      if (outcome === last) return outcome;
      last = outcome;
      outcome.then(
        () => observer.onActivated({ hosted, durationMs: performance.now() - startedAt }),
        (error: unknown) =>
          observer.onActivated({
            hosted,
            durationMs: performance.now() - startedAt,
            error: KodexError.is(error) ? error : toActivationFailed(hosted.plugin.id, error),
          }),
      );
      return outcome;
    },
  };
}
