import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, isAbsolute, join, resolve } from "node:path";

/**
 * Folder for what the runtime keeps of one workspace: below `KODEX_HOME`, else below the XDG state folder. Nothing is
 * made yet. Two workspaces never share one; the name begins with the workspace's, for people.
 */
export function resolveStateDirectory(cwd: string, env: Readonly<Record<string, string | undefined>>): string {
  const real = toRealPath(cwd);
  const name = basename(real).replace(/[^\w.-]/g, "_");
  return join(toHome(env), "workspaces", `${name}-${createHash("sha256").update(real).digest("hex").slice(0, 16)}`);
}

function toHome({ KODEX_HOME: home, XDG_STATE_HOME: state }: Readonly<Record<string, string | undefined>>): string {
  if (home !== undefined && home !== "") return resolve(home);
  // XDG Base Directory Specification: a path that is not absolute is to be ignored.
  return join(state !== undefined && isAbsolute(state) ? state : join(homedir(), ".local", "state"), "kodex");
}

function toRealPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A workspace that does not exist yet has no other name than its own.
    return path;
  }
}
