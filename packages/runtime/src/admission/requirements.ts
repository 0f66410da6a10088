import type { PluginManifest } from "@kodex/manifest";
import satisfies from "semver/functions/satisfies.js";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { compareText } from "../compare-text.ts";
import { type PluginLoadError, toRequirementMissing, toRequirementVersion } from "../errors.ts";

/** One thing that a plugin requires, with the plugins that can give it. */
export interface Requirement {
  /** Whether the plugin cannot do without. */
  readonly isRequired: boolean;
  /** Plugins of which one is enough, by id; the plugin itself when it provides what it requires. */
  readonly providers: readonly CheckedPlugin[];
  /** Why none of the plugins that are there will ever do. */
  readonly problem?: PluginLoadError;
}

/** Finds what a plugin requires: plugins, capabilities, then the optional ones, each by name. */
export type RequirementFinder = (plugin: CheckedPlugin) => readonly Requirement[];

/**
 * A finder among plugins with unique names. A range is met as SemVer says, with pre-releases that lie in it: `^1.0.0`
 * takes `1.1.0-beta.1`, not `1.0.0-beta.1`. What is optional may be absent; what is there must fit.
 *
 * @param absent plugins that were refused already: they are found, so that whoever requires one learns its fate, and
 * count as absent where the requirement is optional
 */
export function createRequirementFinder(plugins: readonly CheckedPlugin[], absent: readonly CheckedPlugin[]): RequirementFinder {
  let catalogs: { readonly there: Catalog; readonly known: Catalog } | undefined;

  function toCatalogs(): { readonly there: Catalog; readonly known: Catalog } {
    const there = toCatalog(plugins);
    return { there, known: absent.length === 0 ? there : toCatalog([...plugins, ...absent]) };
  }

  return (plugin) => {
    const { requires } = plugin.manifest;
    if (isEmpty(requires) && isEmpty(requires.optional)) return [];
    const { optional, ...required } = requires;
    // Made for the first plugin that requires something: most workspaces have none.
    const { known, there } = (catalogs ??= toCatalogs());
    return [
      ...Object.entries(required.plugins).map((wanted) => findPlugin(plugin, wanted, known, true)),
      ...Object.entries(required.capabilities).map((wanted) => findCapability(plugin, wanted, known, true)),
      ...Object.entries(optional.plugins).map((wanted) => findPlugin(plugin, wanted, there, false)),
      ...Object.entries(optional.capabilities).map((wanted) => findCapability(plugin, wanted, there, false)),
    ];
  };
}

function isEmpty({ capabilities, plugins }: PluginManifest["requires"]["optional"]): boolean {
  return Object.keys(plugins).length === 0 && Object.keys(capabilities).length === 0;
}

interface Catalog {
  readonly byName: ReadonlyMap<string, CheckedPlugin>;
  readonly byCapability: ReadonlyMap<string, readonly CheckedPlugin[]>;
}

function toCatalog(plugins: readonly CheckedPlugin[]): Catalog {
  const byCapability = new Map<string, CheckedPlugin[]>();
  for (const plugin of [...plugins].sort((a, b) => compareText(a.id, b.id)))
    for (const id of Object.keys(plugin.manifest.capabilities)) {
      const providers = byCapability.get(id);
      if (providers === undefined) byCapability.set(id, [plugin]);
      else providers.push(plugin);
    }
  return { byName: new Map(plugins.map((plugin) => [plugin.manifest.name, plugin])), byCapability };
}

type Wanted = readonly [name: string, range: string];

function findPlugin({ id }: CheckedPlugin, [name, range]: Wanted, { byName }: Catalog, isRequired: boolean): Requirement {
  const peer = byName.get(name);
  if (peer === undefined) return toAbsent(isRequired, () => toRequirementMissing(id, "plugin", name, range));
  const { version } = peer.manifest;
  if (isWithin(version, range)) return { isRequired, providers: [peer] };
  return { isRequired, providers: [], problem: toRequirementVersion(id, `the plugin "${name}"`, range, version) };
}

function findCapability({ id }: CheckedPlugin, [name, range]: Wanted, { byCapability }: Catalog, isRequired: boolean): Requirement {
  const all = byCapability.get(name) ?? [];
  if (all.length === 0) return toAbsent(isRequired, () => toRequirementMissing(id, "capability", name, range));
  const providers = all.filter((peer) => isWithin(toVersion(peer, name), range));
  if (providers.length > 0) return { isRequired, providers };
  const offers = all.map((peer) => `${toVersion(peer, name)} of ${peer.id}`).join(", ");
  return { isRequired, providers, problem: toRequirementVersion(id, `the capability "${name}"`, range, offers) };
}

function isWithin(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

function toVersion({ manifest }: CheckedPlugin, capability: string): string {
  return manifest.capabilities[capability]?.version ?? manifest.version;
}

function toAbsent(isRequired: boolean, toProblem: () => PluginLoadError): Requirement {
  return { isRequired, providers: [], ...(isRequired ? { problem: toProblem() } : {}) };
}
