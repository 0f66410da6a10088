import type { IsolationLevel } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { PluginContext } from "../plugin.ts";
import type { Broker } from "./broker.ts";

/** Answers where a plugin's code runs. */
export interface IsolationBackend {
  /** The level that it gives. */
  readonly level: IsolationLevel;
  /** Prepares a plugin without running its code. */
  host(plugin: AdmittedPlugin, services: HostServices): HostedPlugin;
  /** Ends everything that it started. */
  close?(): Promise<void>;
}

/** What the runtime gives a backend for one plugin. */
export interface HostServices {
  /** Carries out what the plugin asks for, within its grants. */
  readonly broker: Broker;
  /** Context of a call that has no event of its own, for `activate`. */
  createActivationContext(signal: AbortSignal): PluginContext;
  /** Tells the runtime that the plugin is gone by itself (a crash), with the error. */
  onExit(error: unknown): void;
}

/** A plugin with a way to call it. */
export interface HostedPlugin {
  /** The plugin. */
  readonly plugin: AdmittedPlugin;
  /** Whether `hook` and `capability` may be called. */
  readonly active: boolean;
  /**
   * Loads the code, checks declared = implemented, calls the plugin's `activate`. Concurrent calls share one promise;
   * a failure is kept and given again. @throws PluginLoadError
   */
  activate(): Promise<void>;
  /** Handler of a declared hook. Only after `activate`. */
  hook(name: string): HostedHandler;
  /** Handler of a declared capability. Only after `activate`. */
  capability(id: string): HostedHandler;
  /** Calls the plugin's `dispose` and ends what belongs to it. Idempotent. */
  dispose(): Promise<void>;
}

/** Calls into a plugin. May return a value or a promise, may throw. */
export type HostedHandler = (payload: unknown, ctx: PluginContext) => unknown;
