import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, isAbsolute, join, resolve, sep } from "node:path";

/** Longest path, escaped, that becomes the name of a folder: names may have 255 bytes, and Windows counts the whole path. */
const MAX_NAME_LENGTH = 120;

/**
 * Folder for what the runtime keeps of one workspace: below `KODEX_HOME`, else below the XDG state folder. Nothing is
 * made yet. Two workspaces never share one: it is named after the workspace's whole path, as in `+home+me+project`, and
 * where that is too long, after the last part of it with a digest of the whole.
 */
export function resolveStateDirectory(cwd: string, env: Readonly<Record<string, string | undefined>>): string {
  return join(toHome(env), "workspaces", toFolderName(toRealPath(cwd)));
}

function toFolderName(path: string): string {
  // A plus sign of the path's own is escaped, as is whatever else some file system does not allow.
  const name = encodeURIComponent(path).replaceAll(encodeURIComponent(sep), "+").replaceAll("*", "%2A");
  if (name.length <= MAX_NAME_LENGTH) return name;
  // Loaded for this alone: it takes longer to load than everything else at the start of a command.
  const { createHash } = process.getBuiltinModule("node:crypto");
  const end = basename(path)
    .replace(/[^\w.-]/g, "_")
    .slice(0, MAX_NAME_LENGTH / 2);
  return `${end}-${createHash("sha256").update(path).digest("hex").slice(0, 32)}`;
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
