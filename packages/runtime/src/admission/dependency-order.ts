import type { CheckedPlugin } from "../checked-plugin.ts";
import { compareText } from "../compare-text.ts";
import { createPriorityQueue } from "../priority-queue.ts";
import { type PluginLoadError, toRequirementCycle, toRequirementRefused } from "../errors.ts";
import { createRequirementFinder, type Requirement } from "./requirements.ts";

/** Plugins whose requirements hold, each behind those that it requires; and why the others are refused. */
export interface DependencyOrder {
  readonly ordered: readonly CheckedPlugin[];
  /** In order of their names. */
  readonly refused: ReadonlyMap<CheckedPlugin, PluginLoadError>;
}

/**
 * Orders plugins with unique names by what they require; ties go by name, so that the order in which they were found
 * does not matter. One provider of a required capability is enough. Optional requirements and further providers come
 * first too, as far as that makes no cycle.
 *
 * @param absent plugins that were refused already: whoever requires one learns that it was there
 */
export function orderByDependencies(plugins: readonly CheckedPlugin[], absent: readonly CheckedPlugin[] = []): DependencyOrder {
  const find = createRequirementFinder(plugins, absent);
  const nodes = [...plugins].sort((a, b) => compareText(a.manifest.name, b.manifest.name)).map((plugin) => toNode(plugin, find(plugin)));
  const able = findAble(nodes);
  const ordered = order(nodes.filter(({ plugin }) => able.has(plugin)));
  const blocked = new Map(nodes.filter(({ plugin }) => !able.has(plugin)).map((node) => [node.plugin, node]));
  return { ordered, refused: new Map([...blocked].map(([plugin, node]) => [plugin, explain(node, blocked, able)])) };
}

interface Node {
  readonly plugin: CheckedPlugin;
  readonly problem: PluginLoadError | undefined;
  /** What must be there, without what the plugin gives itself. */
  readonly required: readonly Requirement[];
  /** All plugins that would better come first. */
  readonly preferred: readonly CheckedPlugin[];
}

const NOTHING: readonly never[] = [];

function toNode(plugin: CheckedPlugin, requirements: readonly Requirement[]): Node {
  // Most plugins: thousands of them need no lists of their own.
  if (requirements.length === 0) return { plugin, problem: undefined, required: NOTHING, preferred: NOTHING };
  const isPluginItself = Object.hasOwn(plugin.manifest.requires.plugins, plugin.manifest.name);
  const others = requirements.filter(({ providers }) => isPluginItself || !providers.includes(plugin));
  return {
    plugin,
    problem: requirements.find(({ problem }) => problem !== undefined)?.problem,
    required: others.filter(({ isRequired }) => isRequired),
    preferred: others.flatMap(({ providers }) => providers),
  };
}

/** The plugins that can be loaded one after the other, each after all that it requires. */
function findAble(nodes: readonly Node[]): ReadonlySet<CheckedPlugin> {
  const able = new Set<CheckedPlugin>();
  const waiting = new Map<CheckedPlugin, Node[]>();
  const queue = nodes.filter(({ problem }) => problem === undefined);
  for (const node of queue)
    for (const peer of node.required.flatMap(({ providers }) => providers)) {
      const nodes = waiting.get(peer);
      if (nodes === undefined) waiting.set(peer, [node]);
      else nodes.push(node);
    }
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (able.has(node.plugin) || !isMet(node, able)) continue;
    able.add(node.plugin);
    queue.push(...(waiting.get(node.plugin) ?? []));
  }
  return able;
}

function isMet({ required }: Node, there: ReadonlySet<CheckedPlugin>): boolean {
  return required.every(({ providers }) => providers.some((peer) => there.has(peer)));
}

/** Each time the first by name of which all that it prefers is placed; of none, the first that can be placed at all. */
function order(nodes: readonly Node[]): readonly CheckedPlugin[] {
  const able = new Set(nodes.map(({ plugin }) => plugin));
  const ahead = new Map(
    nodes
      .filter(({ preferred }) => preferred.length > 0)
      .map((node) => [node, new Set(node.preferred.filter((peer) => peer !== node.plugin && able.has(peer)))] as const),
  );
  // The usual case: they come by name already.
  if (ahead.size === 0) return nodes.map(({ plugin }) => plugin);
  const behind = toBehind(ahead);
  const ready = createPriorityQueue(
    nodes.filter((node) => (ahead.get(node)?.size ?? 0) === 0),
    (a, b) => compareText(a.plugin.manifest.name, b.plugin.manifest.name),
  );
  const placed = new Set<CheckedPlugin>();
  while (placed.size < nodes.length) {
    const { plugin } = (ready.pop() ?? nodes.find((node) => !placed.has(node.plugin) && isMet(node, placed))) as Node;
    placed.add(plugin);
    for (const node of behind.get(plugin) ?? []) {
      const peers = ahead.get(node) as Set<CheckedPlugin>;
      peers.delete(plugin);
      if (peers.size === 0 && !placed.has(node.plugin)) ready.push(node);
    }
  }
  return [...placed];
}

function toBehind(ahead: ReadonlyMap<Node, ReadonlySet<CheckedPlugin>>): ReadonlyMap<CheckedPlugin, readonly Node[]> {
  const behind = new Map<CheckedPlugin, Node[]>();
  for (const [node, peers] of ahead)
    for (const peer of peers) {
      const nodes = behind.get(peer);
      if (nodes === undefined) behind.set(peer, [node]);
      else nodes.push(node);
    }
  return behind;
}

/** Follows the first requirement that is not met, until it ends at a plugin with a problem of its own, or in a cycle. */
function explain(node: Node, blocked: ReadonlyMap<CheckedPlugin, Node>, able: ReadonlySet<CheckedPlugin>): PluginLoadError {
  const { id } = node.plugin;
  if (node.problem !== undefined) return node.problem;
  const path = new Set([node.plugin]);
  for (let peer = findBlocker(node, able); peer !== undefined; peer = findBlocker(blocked.get(peer), able)) {
    if (peer === node.plugin) return toRequirementCycle(id, toCycle([...path]));
    // It leads into a cycle that it is not on.
    if (path.has(peer)) return toRequirementRefused(id, toChain(path, peer));
    path.add(peer);
  }
  return toRequirementRefused(id, toChain(path));
}

/** More than these say no more to anybody. */
const MAX_CHAIN = 8;

/** What is required, one after the other, up to the last; a long chain without its middle. */
function toChain(path: ReadonlySet<CheckedPlugin>, last?: CheckedPlugin): readonly string[] {
  const [, ...all] = [...path].map(({ id }) => id);
  const chain = last === undefined ? all : all.slice(0, all.indexOf(last.id) + 1);
  return chain.length > MAX_CHAIN ? [...chain.slice(0, MAX_CHAIN - 2), "…", ...chain.slice(-1)] : chain;
}

/** The first provider of the first requirement that is not met; nothing for a plugin with a problem of its own. */
function findBlocker(node: Node | undefined, able: ReadonlySet<CheckedPlugin>): CheckedPlugin | undefined {
  if (node === undefined || node.problem !== undefined) return undefined;
  return node.required.find(({ providers }) => !providers.some((peer) => able.has(peer)))?.providers[0];
}

/** The same cycle reads the same from whichever member it is told. */
function toCycle(members: readonly CheckedPlugin[]): readonly string[] {
  const ids = members.map(({ id }) => id);
  const first = ids.indexOf([...ids].sort(compareText)[0] as string);
  return [...ids.slice(first), ...ids.slice(0, first)];
}
