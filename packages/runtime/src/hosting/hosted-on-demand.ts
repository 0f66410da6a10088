import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { HostedHandler, HostedPlugin, HostServices } from "./isolation-backend.ts";

/** Makes a place to run for one plugin. */
export type PluginHost = (plugin: AdmittedPlugin, services: HostServices) => HostedPlugin;

/** A plugin whose place to run is made at its first use: of a thousand that are loaded, a session calls a few. */
export class HostedOnDemand implements HostedPlugin {
  readonly plugin: AdmittedPlugin;
  readonly #services: HostServices;
  readonly #host: PluginHost;
  #hosted: HostedPlugin | undefined;
  #isDisposed = false;

  constructor(plugin: AdmittedPlugin, services: HostServices, host: PluginHost) {
    this.plugin = plugin;
    this.#services = services;
    this.#host = host;
  }

  get active(): boolean {
    return this.#hosted?.active ?? false;
  }

  activate(): Promise<void> {
    return this.#toHosted().activate();
  }

  hook(name: string): HostedHandler {
    return this.#toHosted().hook(name);
  }

  capability(id: string): HostedHandler {
    return this.#toHosted().capability(id);
  }

  /** A plugin that was never used has nothing to end; from now on its activation is refused. */
  dispose(): Promise<void> {
    this.#isDisposed = true;
    return this.#hosted?.dispose() ?? Promise.resolve();
  }

  #toHosted(): HostedPlugin {
    if (this.#hosted !== undefined) return this.#hosted;
    this.#hosted = this.#host(this.plugin, this.#services);
    // Made only to refuse whoever asks too late.
    if (this.#isDisposed) void this.#hosted.dispose();
    return this.#hosted;
  }
}
