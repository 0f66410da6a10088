import { readlink, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Most links to nowhere that are followed, as Linux has it. */
const MAX_LINKS = 40;

/**
 * A path without links. What does not exist yet is where it would come to be: behind a link to nowhere that is the
 * link's target. @throws the system's error when links go in a circle or a folder cannot be entered
 */
export async function toRealPath(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error) || links > MAX_LINKS) throw error;
  }
  const parent = dirname(path);
  // The file system's own root always exists.
  if (parent === path) return path;
  const target = await readlink(path).catch(() => undefined);
  const folder = await toRealPath(parent, links + 1);
  return target === undefined ? join(folder, relative(parent, path)) : toRealPath(resolve(folder, target), links + 1);
}

/** The way from a folder to a path in it, with slashes; empty for the folder itself, undefined when the path is not in it. */
export function toInside(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return inside.split(sep).join("/");
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}
