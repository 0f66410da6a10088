import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KodexConfig, packagePlugins, type PluginSource, type TrustGate, trustWorkspace } from "@kodex/runtime";

/** Folder of the agent's package; the plugins that it depends on come with it. */
export const AGENT_FOLDER: string = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The plugins that come with the agent. */
export function ownPlugins(): PluginSource {
  return packagePlugins({ from: AGENT_FOLDER, tier: "builtin" });
}

/** Trusts the plugins that come with the agent as the agent itself, wherever it works, and everything else as usual. */
export function trustOwnPlugins(config: KodexConfig): TrustGate {
  const usual = trustWorkspace(config);
  return {
    decide: (request) =>
      request.candidate.tier === "builtin" ? { admit: true, level: "builtin", grants: "declared" } : usual.decide(request),
  };
}
