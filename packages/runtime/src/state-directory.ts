import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";

/**
 * Folder for what the runtime keeps of one workspace: below `KODEX_HOME`, else below the XDG state folder. Nothing is
 * made yet. Two workspaces never share one; the name begins with the workspace's, for people.
 */
export function resolveStateDirectory(cwd: string, env: Readonly<Record<string, string | undefined>>): string {
  const home = env["KODEX_HOME"] || join(env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), "kodex");
  const real = toRealPath(cwd);
  return join(home, "workspaces", `${basename(real).replace(/[^\w.-]/g, "_")}-${createHash("sha256").update(real).digest("hex").slice(0, 16)}`);
}

function toRealPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A workspace that does not exist yet has no other name than its own.
    return path;
  }
}
