import type { PluginManifest } from "@kodex/manifest";
import {
  type PluginLoadError,
  toCapabilityNotDeclared,
  toCapabilityNotImplemented,
  toHookNotDeclared,
  toHookNotImplemented,
} from "../errors.ts";

/** Names that a plugin's code has handlers for. */
export interface Implemented {
  readonly hooks: readonly string[];
  readonly capabilities: readonly string[];
}

/** The first name that is declared and not implemented, or implemented and not declared; nothing when all fit. */
export function findMismatch(plugin: string, manifest: PluginManifest, implemented: Implemented): PluginLoadError | undefined {
  const hooks = compare(Object.keys(manifest.hooks), implemented.hooks);
  // Only what has no partner can be a misspelling of what has none on the other side.
  if (hooks.missing[0] !== undefined) return toHookNotImplemented(plugin, hooks.missing[0], hooks.extra);
  if (hooks.extra[0] !== undefined) return toHookNotDeclared(plugin, hooks.extra[0]);
  const { extra, missing } = compare(Object.keys(manifest.capabilities), implemented.capabilities);
  if (missing[0] !== undefined) return toCapabilityNotImplemented(plugin, missing[0], extra);
  return extra[0] === undefined ? undefined : toCapabilityNotDeclared(plugin, extra[0]);
}

function compare(declared: readonly string[], implemented: readonly string[]) {
  return {
    missing: declared.filter((name) => !implemented.includes(name)),
    extra: implemented.filter((name) => !declared.includes(name)),
  };
}
