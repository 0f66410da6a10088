import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { toEntryMissing, toEntryOutside } from "../errors.ts";

/**
 * Holds a plugin's module to the plugin's folder, links resolved: what was looked at when the plugin was admitted is the
 * folder. @throws PluginLoadError when it lies elsewhere, or is not there
 */
export function assertInside(plugin: string, file: string, root: string): void {
  const inside = relative(toRealPath(plugin, root), toRealPath(plugin, file));
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw toEntryOutside(plugin, file, root);
}

function toRealPath(plugin: string, path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw toEntryMissing(plugin, path, error);
  }
}
