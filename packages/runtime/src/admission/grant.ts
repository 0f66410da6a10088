import { type PluginManifest, toPermissionAtoms } from "@kodex/manifest";
import type { TrustApproval } from "../ask-trust-gate.ts";

/**
 * The permission atoms that a plugin gets, sorted and without repetition. `declared` is all that its manifest asks for,
 * what it could do without included; otherwise exactly what the gate says.
 *
 * @param declared atoms of what it cannot do without
 */
export function toGrants({ permissions }: PluginManifest, declared: readonly string[], grants: TrustApproval["grants"]): readonly string[] {
  const atoms = grants === "declared" ? [...declared, ...toPermissionAtoms(permissions.optional)] : grants;
  return Object.freeze([...new Set(atoms)].sort());
}
