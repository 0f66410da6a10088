import { resolve } from "node:path";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { CallGuard } from "../calls/call-guard.ts";
import { toActivationFailed, toDisposeFailed, toManifestTwice, toPluginDisposed, toPluginExited } from "../errors.ts";
import type { Plugin } from "../plugin.ts";
import { createActivation } from "./activation.ts";
import { hostCommand } from "./command.ts";
import { assertInside } from "./entry.ts";
import { createHostExit, type HostExit } from "./host-exit.ts";
import { HostedOnDemand, type PluginHost } from "./hosted-on-demand.ts";
import { findMismatch } from "./implementation-check.ts";
import { importPlugin } from "./import-plugin.ts";
import type { HostedHandler, HostedPlugin, HostServices, IsolationBackend } from "./isolation-backend.ts";

/** Longest time that `dispose` of a plugin is waited for, in milliseconds. */
const DISPOSE_LIMIT_MS = 5000;

/**
 * Runs plugins in the host's own process. Holds off throws, rejections and promises that never settle; nothing else:
 * a busy loop or `process.exit` of a plugin is the host's. A process that ends during an activation names the plugin.
 */
export function createInProcessBackend(guard: CallGuard): IsolationBackend {
  const hostExit = createHostExit();
  const host: PluginHost = (plugin, services) =>
    plugin.manifest.command === undefined
      ? hostModule(plugin, services, { guard, hostExit })
      : hostCommand(plugin, services, { guard, hostExit });
  return { level: "in-process", host: (plugin, services) => new HostedOnDemand(plugin, services, host) };
}

/** What all plugins of the backend share. */
export interface InProcessTools {
  /** Waits for plugins. */
  readonly guard: CallGuard;
  /** Tells of the end of the process. */
  readonly hostExit: HostExit;
}

function hostModule(plugin: AdmittedPlugin, services: HostServices, { guard, hostExit }: InProcessTools): HostedPlugin {
  let code: Plugin | undefined;
  const activation = createActivation(plugin.id, guard, async (signal) => {
    const unwatch = hostExit.watch((exitCode) =>
      services.onExit(toPluginExited(plugin.id, `the process ended with exit code ${exitCode} while it was being activated`)),
    );
    try {
      await activate(signal);
    } finally {
      unwatch();
    }
  });

  async function activate(signal: AbortSignal): Promise<void> {
    const loaded = await loadCode(plugin);
    const mismatch = findMismatch(plugin.id, plugin.manifest, {
      hooks: Object.keys(loaded.hooks ?? {}),
      capabilities: Object.keys(loaded.capabilities ?? {}),
    });
    if (mismatch !== undefined) throw mismatch;
    // Whoever waited for the import has given up: nothing more is begun.
    signal.throwIfAborted();
    try {
      await loaded.activate?.(services.createActivationContext(signal));
    } catch (error) {
      throw toActivationFailed(plugin.id, error);
    }
    // It came up too late, and nobody will unload it later: what it has opened is closed at once.
    if (signal.aborted) await loaded.dispose?.();
    else code = loaded;
  }

  async function dispose(): Promise<void> {
    const active = code;
    activation.stop(toPluginDisposed(plugin.id));
    if (active?.dispose === undefined) return;
    const disposing = (async () => active.dispose?.())();
    const settlement = await guard.settle(disposing, { deadline: guard.now() + DISPOSE_LIMIT_MS });
    if (settlement.kind === "error") throw toDisposeFailed(plugin.id, settlement.error);
    if (settlement.kind !== "value") throw toDisposeFailed(plugin.id, `it was not done within ${DISPOSE_LIMIT_MS} ms`);
  }

  let disposed: Promise<void> | undefined;
  return {
    plugin,
    get active() {
      return activation.isDone;
    },
    activate: () => activation.run(),
    hook: (name) => ((code as Plugin).hooks as Readonly<Record<string, HostedHandler>>)[name] as HostedHandler,
    capability: (id) => code?.capabilities?.[id] as HostedHandler,
    dispose: () => (disposed ??= dispose()),
  };
}

async function loadCode({ candidate, id, manifest, plugin }: AdmittedPlugin): Promise<Plugin> {
  if (plugin !== undefined) return plugin;
  const file = resolve(candidate.root, manifest.main ?? "");
  assertInside(id, file, candidate.root);
  const loaded = await importPlugin(file, id);
  if (loaded.manifest !== undefined) throw toManifestTwice(id);
  return loaded;
}
