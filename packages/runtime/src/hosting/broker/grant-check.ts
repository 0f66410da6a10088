import { isGranted, type PermissionAtom } from "@kodex/manifest";
import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import { toPermissionDenied, toPermissionImpossible } from "../../errors.ts";

/** Holds a plugin to its grants. */
export interface GrantCheck {
  /** What is granted. */
  readonly grants: readonly PermissionAtom[];
  /** @throws PermissionDeniedError when the atom is not covered */
  assertGranted(atom: PermissionAtom): void;
  /** @throws PermissionDeniedError always: no grant allows this */
  refuse(atom: PermissionAtom, reason: string): never;
}

/** A check for one plugin. */
export function createGrantCheck({ grants, id, manifest }: AdmittedPlugin): GrantCheck {
  return {
    grants,
    assertGranted(atom) {
      if (!isGranted(atom, grants)) throw toPermissionDenied(id, manifest.name, atom);
    },
    refuse(atom, reason) {
      throw toPermissionImpossible(id, atom, reason);
    },
  };
}
