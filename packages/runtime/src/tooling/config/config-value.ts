import { isGranted, type KodexConfig } from "@kodex/manifest";
import type { ConfigLayer } from "./config-files.ts";

/** Where a setting is written. */
export interface ConfigOrigin {
  /** Whose setting it is; `default` when nobody has set it. */
  readonly layer: ConfigLayer | "default";
  /** The file; absent for a default. */
  readonly file?: string;
  /** The value as it is written there. */
  readonly value: unknown;
}

/** One setting that applies. */
export interface ConfigValue extends ConfigOrigin {
  /** Keys from the root. */
  readonly keys: readonly string[];
  /** What other files say about it, nearest first. */
  readonly others: readonly ConfigOrigin[];
}

/** Settings of one file, or defaults. */
export interface ConfigSheet {
  /** Whose they are. */
  readonly layer: ConfigOrigin["layer"];
  /** The file; absent for defaults. */
  readonly file?: string;
  /** What is set. */
  readonly config: KodexConfig;
}

/**
 * The settings that apply, sorted by their keys. Of two files that set the same key the nearer one decides, except for
 * a restriction: what a farther file forbids, a nearer one cannot allow. The nearer file may have come with a repository
 * that the user has not written.
 *
 * @param sheets nearest first
 */
export function resolveConfigValues(sheets: readonly ConfigSheet[]): readonly ConfigValue[] {
  const found = new Map<string, { readonly keys: readonly string[]; readonly origins: ConfigOrigin[] }>();
  for (const { config, ...place } of sheets)
    for (const { keys, value } of listLeaves(config)) {
      const id = JSON.stringify(keys);
      const entry = found.get(id) ?? { keys, origins: [] };
      entry.origins.push({ ...place, value });
      found.set(id, entry);
    }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { keys, origins }]) => resolveValue(keys, origins));
}

/** The configuration that consists of these settings. */
export function toConfig(values: readonly ConfigValue[]): KodexConfig {
  const config: Record<string, unknown> = {};
  for (const { keys, value } of values) {
    let parent = config;
    for (const key of keys.slice(0, -1)) parent = (parent[key] ??= {}) as Record<string, unknown>;
    parent[keys.at(-1) as string] = value;
  }
  return config;
}

interface Leaf {
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** Everything that is set. A setting of a plugin's own is one leaf whatever it holds: what is in it is the plugin's. */
function listLeaves(value: unknown, keys: readonly string[] = []): readonly Leaf[] {
  const isOwn = keys[0] === "plugins" && keys[2] === "config" && keys.length > 3;
  if (typeof value !== "object" || value === null || Array.isArray(value) || isOwn) return [{ keys, value }];
  return Object.entries(value)
    .filter(([key]) => keys.length > 0 || key !== "$schema")
    .flatMap(([key, inner]) => listLeaves(inner, [...keys, key]));
}

/** Values that a nearer file cannot replace. A star stands for one key. */
const RESTRICTIONS: readonly { readonly keys: readonly string[]; readonly value: unknown }[] = [
  { keys: ["strict"], value: true },
  { keys: ["sources", "packages"], value: false },
  { keys: ["plugins", "*", "enabled"], value: false },
  { keys: ["plugins", "*", "hooks", "*", "enabled"], value: false },
  { keys: ["plugins", "*", "hooks", "*", "onError"], value: "closed" },
];

function resolveValue(keys: readonly string[], origins: readonly ConfigOrigin[]): ConfigValue {
  const winner = chooseOrigin(keys, origins);
  return { keys, ...winner, others: origins.filter(({ file, layer }) => file !== winner.file || layer !== winner.layer) };
}

function chooseOrigin(keys: readonly string[], origins: readonly ConfigOrigin[]): ConfigOrigin {
  const [nearest] = origins as readonly [ConfigOrigin];
  if (matches(["plugins", "*", "grant"], keys)) return origins.slice(1).reduce(narrow, nearest);
  if (matches(["sources", "local"], keys)) return { ...nearest, value: toFolders(origins) };
  const restriction = RESTRICTIONS.find((candidate) => matches(candidate.keys, keys));
  return origins.find(({ value }) => restriction !== undefined && value === restriction.value) ?? nearest;
}

function matches(pattern: readonly string[], keys: readonly string[]): boolean {
  return pattern.length === keys.length && pattern.every((key, place) => key === "*" || key === keys[place]);
}

/** Of two grants what both allow, with the file that took something away. */
function narrow(near: ConfigOrigin, far: ConfigOrigin): ConfigOrigin {
  if (far.value === "declared") return near;
  if (near.value === "declared") return far;
  const [own, bound] = [near.value, far.value] as [readonly string[], readonly string[]];
  const both = [...own.filter((atom) => isGranted(atom, bound)), ...bound.filter((atom) => isGranted(atom, own))];
  const value = [...new Set(both)].sort();
  return own.every((atom) => value.includes(atom)) ? { ...near, value } : { ...far, value };
}

/** Folders add up, the farthest first: a plugin of the organization cannot be replaced by one of its name. */
function toFolders(origins: readonly ConfigOrigin[]): readonly string[] {
  return [...new Set(origins.toReversed().flatMap(({ value }) => value as readonly string[]))];
}
