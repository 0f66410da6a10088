import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type KodexConfig, parseConfig, PluginValidationError } from "@kodex/manifest";

/** Settings of a workspace and where they come from. */
export interface LoadedConfig {
  /** The settings; empty when there is no file. */
  readonly config: KodexConfig;
  /** The file, absolute; absent when there is none. */
  readonly file?: string;
}

/**
 * Reads the `kodex.json` of a workspace, or another file. A workspace needs none; a file that is named must be there.
 *
 * @throws PluginValidationError for a file that is not valid, or that was named and cannot be read
 */
export function loadConfig(cwd: string, named?: string): LoadedConfig {
  const file = named === undefined ? join(cwd, "kodex.json") : resolve(cwd, named);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && named === undefined) return { config: {} };
    throw new PluginValidationError([
      {
        severity: "error",
        code: "CONFIG_UNREADABLE",
        message: `${file} cannot be read: ${message}`,
        hint: "Name a file that exists with --config.",
        file,
      },
    ]);
  }
  return { config: parseConfig(text, { file }), file };
}
