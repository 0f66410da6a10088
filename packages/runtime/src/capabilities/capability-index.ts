import type { CapabilityDeclaration, CapabilityListing, KodexConfig } from "@kodex/manifest";
import SemVer from "semver/classes/semver.js";
import compareVersions from "semver/functions/compare.js";
import satisfies from "semver/functions/satisfies.js";
import type { ContextFactory } from "../calls/call-scope.ts";
import { compareText } from "../compare-text.ts";
import type { HostedPlugin } from "../hosting/isolation-backend.ts";

/** One plugin's offer of one capability. */
export interface Provider {
  /** Id of the capability. */
  readonly capability: string;
  /** Name of the plugin. */
  readonly name: string;
  /** `name@version` of the plugin. */
  readonly plugin: string;
  /** What it declares. */
  readonly declaration: CapabilityDeclaration;
  /** The plugin behind it. */
  readonly hosted: HostedPlugin;
  /** Makes the contexts of its calls. */
  readonly contexts: ContextFactory;
}

/** Which narrowing of the providers is wanted. */
export interface ProviderQuery {
  /** SemVer range of the capability. */
  readonly range?: string;
  /** Name of the plugin. */
  readonly plugin?: string;
}

/** Providers by capability, in the order in which they are asked. */
export interface CapabilityIndex {
  /** Every provider, by capability id and then in order. */
  readonly providers: readonly Provider[];
  /** Ids of all capabilities, sorted. */
  readonly ids: readonly string[];
  /** Providers of one capability that fit, in order. */
  find(id: string, query?: ProviderQuery): readonly Provider[];
  /** Everything, for people and tools. */
  list(): readonly CapabilityListing[];
}

/** Orders providers by the host's preference, then version, priority (both high first), and name: at the first look at them. */
export function createCapabilityIndex(providers: readonly Provider[], preferences: KodexConfig["capabilities"] = {}): CapabilityIndex {
  let ordered: Ordered | undefined;
  const toAll = (): Ordered => (ordered ??= order(providers, preferences));
  return {
    get providers() {
      const { byId, ids } = toAll();
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    get ids() {
      return toAll().ids;
    },
    find: (id, { plugin, range } = {}) =>
      (toAll().byId.get(id) ?? []).filter(
        ({ declaration, name }) =>
          (plugin === undefined || plugin === name) && (range === undefined || satisfies(declaration.version, range)),
      ),
    list: () => toAll().ids.map((id) => toListing(id, toAll().byId.get(id) ?? [])),
  };
}

interface Ordered {
  readonly byId: ReadonlyMap<string, readonly Provider[]>;
  readonly ids: readonly string[];
}

function order(providers: readonly Provider[], preferences: NonNullable<KodexConfig["capabilities"]>): Ordered {
  const byId = new Map<string, Provider[]>();
  for (const provider of providers) {
    const known = byId.get(provider.capability);
    if (known === undefined) byId.set(provider.capability, [provider]);
    else known.push(provider);
  }
  for (const [id, rivals] of byId) if (rivals.length > 1) rivals.sort(createComparison(preferences[id]?.prefer ?? []));
  return { byId, ids: [...byId.keys()].sort(compareText) };
}

/** Versions are parsed once each: a comparison of texts would parse them anew. */
function createComparison(preferred: readonly string[]): (a: Provider, b: Provider) => number {
  const ranks = new Map([...preferred].reverse().map((name, place) => [name, preferred.length - place]));
  const rank = ({ name }: Provider): number => ranks.get(name) ?? Infinity;
  const versions = new Map<string, SemVer>();
  const toVersion = ({ declaration: { version } }: Provider): SemVer => {
    const known = versions.get(version) ?? new SemVer(version);
    versions.set(version, known);
    return known;
  };
  return (a, b) =>
    toOrder(rank(a), rank(b)) ||
    toVersion(b).compare(toVersion(a)) ||
    b.declaration.priority - a.declaration.priority ||
    compareText(a.name, b.name);
}

function toOrder(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** A provider, for people and tools. */
export function toProviderListing({ declaration, plugin }: Provider): CapabilityListing["providers"][number] {
  return { plugin, version: declaration.version, priority: declaration.priority };
}

function toListing(id: string, providers: readonly Provider[]): CapabilityListing {
  const versions = providers.map(({ declaration }) => declaration.version).sort(compareVersions);
  const described = providers.find(({ declaration }) => declaration.description !== "");
  return {
    id,
    version: versions.at(-1) ?? "",
    description: described?.declaration.description ?? "",
    providers: providers.map(toProviderListing),
  };
}
