import type { Tier } from "../candidate.ts";
import type { Plugin } from "../plugin.ts";
import type { PluginSource } from "./source.ts";

/** Plugins that the embedder holds as objects, each with its manifest. */
export function inlinePlugins(plugins: readonly Plugin[], options: { readonly tier?: Tier } = {}): PluginSource {
  return {
    name: "inline",
    discover: ({ cwd }) =>
      plugins.map((plugin, position) => ({
        kind: "inline",
        origin: "inline",
        source: "inline",
        tier: options.tier ?? "project",
        file: "",
        root: cwd,
        firstParty: true,
        plugin,
        position,
      })),
  };
}
