import { delimiter, isAbsolute } from "node:path";

/** What a program needs to run at all. */
const BASE_VARIABLES = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SystemRoot"];

/**
 * The part of the host's environment that every program of a plugin gets; everything else stays out. Relative folders
 * are taken out of `PATH`: the workspace must not decide what `git` is.
 */
export function toBaseEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const base: Record<string, string> = {};
  for (const name of BASE_VARIABLES) {
    const value = env[name];
    if (value !== undefined) base[name] = name === "PATH" ? value.split(delimiter).filter(isAbsolute).join(delimiter) : value;
  }
  return base;
}
