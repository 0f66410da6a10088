import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { KodexConfig } from "@kodex/manifest";

/**
 * The folders for local plugins that the configuration names and that are not there, as they are written. The one that
 * applies where nothing is named, `./plugins`, need not be there.
 */
export function findMissingFolders({ sources }: KodexConfig, cwd: string): readonly string[] {
  const usual = resolve(cwd, "plugins");
  return (sources?.local ?? []).filter((folder) => resolve(cwd, folder) !== usual && !existsSync(resolve(cwd, folder)));
}
