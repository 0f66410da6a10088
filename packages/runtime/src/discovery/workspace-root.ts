import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { readRegularFile } from "./regular-file.ts";

/** The folder that holds everything that the user's own project consists of: of a monorepo, the whole; else `cwd`. */
export function findWorkspaceRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml")) || existsSync(join(folder, ".git")) || hasWorkspaces(join(folder, "package.json")))
      return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/**
 * A check of whether a path, whose links are resolved, is first-party code: it lies in the workspace and not below a
 * `node_modules` there. The workspace is looked for once.
 */
export function createFirstPartyCheck(cwd: string): (realPath: string) => boolean {
  const root = findWorkspaceRoot(toRealPath(cwd));
  return (realPath) => {
    const inside = relative(root, realPath);
    const segments = inside.split(sep);
    return segments[0] !== ".." && !segments.includes("node_modules") && !isAbsolute(inside);
  };
}

/** The path without links; the path itself where there is nothing. */
export function toRealPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // What does not exist has no other name than its own; whoever reads it learns that.
    return path;
  }
}

function hasWorkspaces(file: string): boolean {
  try {
    return (JSON.parse(readRegularFile(file)) as { workspaces?: unknown } | null)?.workspaces !== undefined;
  } catch {
    // No package.json, or a broken one: not the root of a workspace.
    return false;
  }
}
