import { existsSync, statSync } from "node:fs";
import { toFolderMissing } from "./errors.ts";

/** Nothing is found in a folder that is not there, and nobody would learn why. @throws UsageError */
export function assertFolder(option: string, folder: string): void {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw toFolderMissing(option, folder);
}
