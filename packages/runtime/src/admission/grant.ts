import { type PluginManifest, toPermissionAtoms } from "@kodex/manifest";
import type { TrustDecision } from "./trust-gate.ts";

/**
 * The permission atoms that a plugin gets, sorted and without repetition. `declared` is all that its manifest asks for,
 * what it could do without included; otherwise exactly what the gate says.
 */
export function toGrants(manifest: PluginManifest, grants: Extract<TrustDecision, { admit: true }>["grants"]): readonly string[] {
  const { permissions } = manifest;
  const atoms = grants === "declared" ? [...toPermissionAtoms(permissions), ...toPermissionAtoms(permissions.optional)] : grants;
  return Object.freeze([...new Set(atoms)].sort());
}
