import satisfies from "semver/functions/satisfies.js";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { compareText } from "../compare-text.ts";
import { type PluginLoadError, toRequirementCycle, toRequirementMissing, toRequirementRefused, toRequirementVersion } from "../errors.ts";

/** Plugins whose requirements hold, each behind those that it requires; and why the others are refused. */
export interface DependencyOrder {
  readonly ordered: readonly CheckedPlugin[];
  readonly refused: ReadonlyMap<CheckedPlugin, PluginLoadError>;
}

/** Orders plugins by what they require. Those that nothing separates keep the order of their sources. */
export function orderByDependencies(plugins: readonly CheckedPlugin[]): DependencyOrder {
  const search: Search = { plugins, done: new Map(), path: [], ordered: [] };
  for (const plugin of plugins) visit(plugin, search);
  const refused = [...search.done].filter((entry): entry is [CheckedPlugin, PluginLoadError] => entry[1] !== undefined);
  return { ordered: search.ordered, refused: new Map(refused) };
}

interface Search {
  readonly plugins: readonly CheckedPlugin[];
  /** Verdict of each plugin that was visited: an error, or undefined when all is well. */
  readonly done: Map<CheckedPlugin, PluginLoadError | undefined>;
  /** Plugins being visited, outermost first. */
  readonly path: CheckedPlugin[];
  readonly ordered: CheckedPlugin[];
}

function visit(plugin: CheckedPlugin, search: Search): PluginLoadError | undefined {
  if (search.done.has(plugin)) return search.done.get(plugin);
  search.path.push(plugin);
  const problem = findProblem(plugin, search);
  search.path.pop();
  // A cycle has settled all its members already.
  if (!search.done.has(plugin)) {
    search.done.set(plugin, problem);
    if (problem === undefined) search.ordered.push(plugin);
  }
  return search.done.get(plugin);
}

function findProblem(plugin: CheckedPlugin, search: Search): PluginLoadError | undefined {
  const { optional, ...required } = plugin.manifest.requires;
  return findUnmet(plugin, required, search, true) ?? findUnmet(plugin, optional, search, false);
}

type Requirements = Pick<CheckedPlugin["manifest"]["requires"], "plugins" | "capabilities">;

function findUnmet(plugin: CheckedPlugin, requires: Requirements, search: Search, isRequired: boolean): PluginLoadError | undefined {
  for (const [name, range] of Object.entries(requires.plugins)) {
    const peer = search.plugins.find((other) => other.manifest.name === name);
    const problem = checkPeer(plugin, peer, search, { kind: "plugin", name, range, version: peer?.manifest.version, isRequired });
    if (problem !== undefined) return problem;
  }
  for (const [id, range] of Object.entries(requires.capabilities)) {
    const providers = search.plugins.filter((other) => other.manifest.capabilities[id] !== undefined).sort((a, b) => compareText(a.id, b.id));
    const fitting = providers.filter((other) => satisfies(other.manifest.capabilities[id]?.version ?? "", range, { includePrerelease: true }));
    // One healthy provider is enough; the first one's problem is told when there is none.
    const healthy = fitting.find((other) => other === plugin || (!search.path.includes(other) && visit(other, search) === undefined));
    if (healthy !== undefined) continue;
    const peer = fitting[0] ?? providers[0];
    const problem = checkPeer(plugin, peer, search, { kind: "capability", name: id, range, version: peer?.manifest.capabilities[id]?.version, isRequired });
    if (problem !== undefined) return problem;
  }
  return undefined;
}

interface Requirement {
  readonly kind: "plugin" | "capability";
  readonly name: string;
  readonly range: string;
  readonly version: string | undefined;
  readonly isRequired: boolean;
}

function checkPeer(plugin: CheckedPlugin, peer: CheckedPlugin | undefined, search: Search, { isRequired, kind, name, range, version }: Requirement): PluginLoadError | undefined {
  if (peer === undefined || version === undefined) return isRequired ? toRequirementMissing(plugin.id, kind, name, range) : undefined;
  if (!satisfies(version, range, { includePrerelease: true })) return toRequirementVersion(plugin.id, kind === "plugin" ? `the plugin "${name}"` : `the capability "${name}"`, range, kind === "plugin" ? version : `${version} of ${peer.id}`);
  const start = search.path.indexOf(peer);
  if (start >= 0) return refuseCycle(search.path.slice(start), search);
  return visit(peer, search) === undefined || !isRequired ? undefined : toRequirementRefused(plugin.id, peer.id);
}

/** Every plugin on the cycle is refused, and each is told the whole of it. */
function refuseCycle(members: readonly CheckedPlugin[], search: Search): PluginLoadError {
  const ids = members.map(({ id }) => id);
  // The same cycle reads the same wherever the search came upon it.
  const first = ids.indexOf([...ids].sort(compareText)[0] as string);
  const cycle = [...ids.slice(first), ...ids.slice(0, first)];
  for (const member of members) search.done.set(member, toRequirementCycle(member.id, cycle));
  return search.done.get(members[0] as CheckedPlugin) as PluginLoadError;
}
