import { resolve } from "node:path";
import { KodexError } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { CallGuard } from "../call-guard.ts";
import { toActivationFailed, toManifestTwice } from "../errors.ts";
import type { Plugin } from "../plugin.ts";
import { createActivation } from "./activation.ts";
import { hostCommand } from "./command.ts";
import { findMismatch } from "./implementation-check.ts";
import { importPlugin } from "./import-plugin.ts";
import type { HostedHandler, HostedPlugin, HostServices, IsolationBackend } from "./isolation-backend.ts";

/**
 * Runs plugins in the host's own process. Holds off throws, rejections and promises that never settle; nothing else:
 * a busy loop or `process.exit` of a plugin is the host's.
 */
export function createInProcessBackend(guard: CallGuard): IsolationBackend {
  return {
    level: "in-process",
    host: (plugin, services) =>
      plugin.manifest.command === undefined ? hostModule(plugin, services, guard) : hostCommand(plugin, services, guard),
  };
}

function hostModule(plugin: AdmittedPlugin, services: HostServices, guard: CallGuard): HostedPlugin {
  let code: Plugin | undefined;
  const activation = createActivation(plugin.id, guard, async (signal) => {
    const loaded = await loadCode(plugin);
    const mismatch = findMismatch(plugin.id, plugin.manifest, {
      hooks: Object.keys(loaded.hooks ?? {}),
      capabilities: Object.keys(loaded.capabilities ?? {}),
    });
    if (mismatch !== undefined) throw mismatch;
    try {
      await loaded.activate?.(services.createActivationContext(signal));
    } catch (error) {
      throw toActivationFailed(plugin.id, error);
    }
    code = loaded;
  });
  let disposed: Promise<void> | undefined;
  return {
    plugin,
    get active() {
      return activation.isDone;
    },
    activate: () => activation.run(),
    hook: (name) => ((code as Plugin).hooks as Readonly<Record<string, HostedHandler>>)[name] as HostedHandler,
    capability: (id) => code?.capabilities?.[id] as HostedHandler,
    dispose: () => (disposed ??= Promise.resolve(code?.dispose?.())),
  };
}

async function loadCode({ candidate, id, manifest, plugin }: AdmittedPlugin): Promise<Plugin> {
  if (plugin !== undefined) return plugin;
  const loaded = await importPlugin(resolve(candidate.root, manifest.main ?? ""), id).catch((error: unknown) => {
    throw KodexError.is(error) ? error : toActivationFailed(id, error);
  });
  if (loaded.manifest !== undefined) throw toManifestTwice(id);
  return loaded;
}
