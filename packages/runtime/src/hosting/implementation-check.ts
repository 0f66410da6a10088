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
  const hooks = Object.keys(manifest.hooks);
  const capabilities = Object.keys(manifest.capabilities);
  const missingHook = hooks.find((hook) => !implemented.hooks.includes(hook));
  if (missingHook !== undefined) return toHookNotImplemented(plugin, missingHook, implemented.hooks);
  const extraHook = implemented.hooks.find((hook) => !hooks.includes(hook));
  if (extraHook !== undefined) return toHookNotDeclared(plugin, extraHook, hooks);
  const missing = capabilities.find((id) => !implemented.capabilities.includes(id));
  if (missing !== undefined) return toCapabilityNotImplemented(plugin, missing, implemented.capabilities);
  const extra = implemented.capabilities.find((id) => !capabilities.includes(id));
  return extra === undefined ? undefined : toCapabilityNotDeclared(plugin, extra, capabilities);
}
