import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Folders that are of no interest to a model. */
export const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git", "dist", ".turbo"]);

/** The absolute path, links resolved. @throws Error when it lies outside the workspace */
export async function confine(root: string, path: string): Promise<string> {
  const base = await realpath(root);
  const inside = relative(base, await toReal(resolve(base, path)));
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw new Error(`"${path}" lies outside the workspace`);
  return join(base, inside);
}

async function toReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // Not there yet: what counts is where its folder leads.
    return dirname(path) === path ? path : join(await toReal(dirname(path)), relative(dirname(path), path));
  }
}
