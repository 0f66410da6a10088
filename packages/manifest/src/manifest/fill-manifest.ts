import type {
  CapabilityDeclaration,
  EventDeclaration,
  HookDeclaration,
  PluginManifest,
  RequirementDeclaration,
} from "../plugin-manifest.ts";
import type { HookSpec } from "../hooks/hook-spec.ts";
import { toPermissionDeclaration } from "../permissions/permission-declaration.ts";
import type { CapabilityEntry, EventEntry, HookEntry } from "../schema-types.gen.ts";
import { toFrozenCopy } from "../json/frozen-copy.ts";
import { sortRecord, toSortedSet } from "../json/sorted.ts";
import type { ExpandedManifest } from "./expand-manifest.ts";
import { toHookDefaults, toKnownHooks } from "./hook-defaults.ts";
import type { ManifestOptions } from "./manifest-options.ts";

/** Fills every default, sorts what has no order of its own, freezes. */
export function fillManifest(manifest: ExpandedManifest, options: ManifestOptions): PluginManifest {
  const {
    activation,
    author,
    budgets,
    capabilities,
    command,
    config,
    description,
    displayName,
    engines,
    events,
    homepage,
    hooks,
    keywords,
    license,
    main,
    name,
    permissions,
    platforms,
    repository,
    requires,
    version,
    ...others
  } = manifest;
  const known = toKnownHooks(options.hooks ?? {}, events ?? {});
  const kept = Object.fromEntries(Object.entries(others).filter(([key]) => key.startsWith("x-")));
  const filled: PluginManifest = {
    ...sortRecord(kept, (value) => value),
    manifestVersion: 1,
    name,
    version,
    displayName: displayName ?? name,
    description: description ?? "",
    ...(author === undefined ? {} : { author }),
    ...(license === undefined ? {} : { license }),
    ...(homepage === undefined ? {} : { homepage }),
    ...(repository === undefined ? {} : { repository: { ...repository, type: repository.type ?? "git" } }),
    keywords: toSortedSet(keywords),
    engines: { ...engines, kodex: engines?.kodex ?? "^1.0.0" },
    ...(main === undefined ? {} : { main }),
    ...(command === undefined ? {} : { command }),
    activation: activation ?? "lazy",
    platforms: toSortedSet(platforms),
    hooks: sortRecord(hooks, (entry, hook) => toHookDeclaration(entry, known.get(hook))),
    capabilities: sortRecord(capabilities, (entry) => toCapabilityDeclaration(entry, version)),
    events: sortRecord(events ?? {}, toEventDeclaration),
    requires: { ...requires, ...toRequirements(requires), optional: { ...requires?.optional, ...toRequirements(requires?.optional) } },
    permissions: toPermissionDeclaration(permissions),
    ...(config === undefined ? {} : { config }),
    budgets: sortRecord(budgets ?? {}, (budget) => budget),
  };
  return toFrozenCopy(filled);
}

/** The kind of another plugin's event is not known here: its defaults are left to whoever knows that plugin too. */
function toHookDeclaration(entry: HookEntry, spec: HookSpec | undefined): HookDeclaration {
  const { after, before, fields, match, onError, priority, timeoutMs, ...others } = entry;
  const defaults = spec === undefined ? {} : toHookDefaults(spec.kinds);
  return {
    ...others,
    priority: priority ?? 0,
    before: toSortedSet(before),
    after: toSortedSet(after),
    ...defaults,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(onError === undefined ? {} : { onError }),
    match: sortRecord(match ?? {}, (value) => toSortedSet(typeof value === "string" ? [value] : value)),
    ...(fields === undefined ? {} : { fields: toSortedSet(fields) }),
  };
}

function toCapabilityDeclaration(entry: CapabilityEntry, pluginVersion: string): CapabilityDeclaration {
  return {
    ...entry,
    version: entry.version ?? pluginVersion,
    description: entry.description ?? "",
    input: entry.input ?? true,
    output: entry.output ?? true,
    tags: toSortedSet(entry.tags),
    examples: entry.examples ?? [],
    priority: entry.priority ?? 0,
    idempotent: entry.idempotent ?? false,
    cases: entry.cases ?? [],
  };
}

function toEventDeclaration(entry: EventEntry): EventDeclaration {
  return { ...entry, kind: entry.kind, description: entry.description ?? "", payload: entry.payload ?? true, result: entry.result ?? true };
}

function toRequirements(
  requires: { readonly plugins?: Readonly<Record<string, string>>; readonly capabilities?: Readonly<Record<string, string>> } | undefined,
): RequirementDeclaration {
  return {
    plugins: sortRecord(requires?.plugins ?? {}, (range) => range),
    capabilities: sortRecord(requires?.capabilities ?? {}, (range) => range),
  };
}
