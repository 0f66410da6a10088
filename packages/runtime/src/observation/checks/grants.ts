import { isGranted, toPermissionAtoms } from "@kodex/manifest";
import type { Check } from "../patient.ts";

/** Plugins that are loaded and may not do what they say they must. */
export const checkGrants: Check = ({ records }) =>
  records.flatMap(({ admitted, problem }) => {
    if (admitted === undefined || problem !== undefined) return [];
    const { grants, id, manifest } = admitted;
    const missing = toPermissionAtoms(manifest.permissions).filter((atom) => !isGranted(atom, grants));
    if (missing.length === 0) return [];
    return [
      {
        id: `grant.${manifest.name}`,
        status: "warn",
        code: "PERMISSION_NOT_GRANTED",
        message: `${id} needs permissions that it is not granted: ${missing.join(", ")}`,
        hint: `Add them to plugins."${manifest.name}".grant in kodex.json, if you trust it.`,
        plugin: id,
      } as const,
    ];
  });
