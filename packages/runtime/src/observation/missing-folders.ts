import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { KodexConfig } from "@kodex/manifest";

/** The folders for local plugins that the configuration names and that are not there, as they are written. */
export function findMissingFolders({ sources }: KodexConfig, cwd: string): readonly string[] {
  return (sources?.local ?? []).filter((folder) => !existsSync(resolve(cwd, folder)));
}
