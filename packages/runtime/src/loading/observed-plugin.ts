import { KodexError } from "@kodex/manifest";
import type { ActivationOutcome } from "../activation-outcome.ts";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import { toActivationFailed, toDisposeFailed } from "../errors.ts";
import type { HostedHandler, HostedPlugin } from "../hosting/isolation-backend.ts";

/** Learns what becomes of plugins. */
export interface PluginObserver {
  /** An activation has ended, well or badly. Once for each. */
  onActivated(outcome: ActivationOutcome): void;
  /** A plugin could not be unloaded well. */
  onDisposeFailed(plugin: AdmittedPlugin, error: KodexError, durationMs: number): void;
}

/** The same plugin, which tells an observer. Its `dispose` never rejects: a plugin that ends badly harms only itself. */
export class ObservedPlugin implements HostedPlugin {
  readonly #hosted: HostedPlugin;
  readonly #observer: PluginObserver;
  #last: Promise<void> | undefined;
  #disposed: Promise<void> | undefined;

  constructor(hosted: HostedPlugin, observer: PluginObserver) {
    this.#hosted = hosted;
    this.#observer = observer;
  }

  get plugin(): AdmittedPlugin {
    return this.#hosted.plugin;
  }

  get active(): boolean {
    return this.#hosted.active;
  }

  hook(name: string): HostedHandler {
    return this.#hosted.hook(name);
  }

  capability(id: string): HostedHandler {
    return this.#hosted.capability(id);
  }

  activate(): Promise<void> {
    const startedAt = performance.now();
    const hosted = this.#hosted;
    const outcome = hosted.activate();
    if (outcome === this.#last) return outcome;
    this.#last = outcome;
    outcome.then(
      () => this.#observer.onActivated({ hosted, durationMs: performance.now() - startedAt }),
      (error: unknown) =>
        this.#observer.onActivated({
          hosted,
          durationMs: performance.now() - startedAt,
          error: KodexError.is(error) ? error : toActivationFailed(hosted.plugin.id, error),
        }),
    );
    return outcome;
  }

  dispose(): Promise<void> {
    return (this.#disposed ??= this.#dispose());
  }

  async #dispose(): Promise<void> {
    const startedAt = performance.now();
    const { plugin } = this.#hosted;
    try {
      await this.#hosted.dispose();
    } catch (error) {
      this.#observer.onDisposeFailed(
        plugin,
        KodexError.is(error) ? error : toDisposeFailed(plugin.id, error),
        performance.now() - startedAt,
      );
    }
  }
}
