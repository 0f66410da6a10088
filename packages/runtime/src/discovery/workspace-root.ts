import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The folder that holds everything that the user's own project consists of: of a monorepo, the whole; else `cwd`. */
export function findWorkspaceRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml")) || existsSync(join(folder, ".git")) || hasWorkspaces(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** Whether a path, links resolved, lies in the workspace and not below a `node_modules`: first-party code. */
export function isFirstParty(path: string, cwd: string): boolean {
  try {
    const inside = relative(realpathSync(findWorkspaceRoot(cwd)), realpathSync(path));
    const segments = inside.split(sep);
    return segments[0] !== ".." && !segments.includes("node_modules") && !/^(?:[A-Za-z]:|\/)/.test(inside);
  } catch {
    // What cannot be resolved is nobody's own.
    return false;
  }
}

function hasWorkspaces(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { workspaces?: unknown }).workspaces !== undefined;
  } catch {
    // No package.json, or a broken one: not the root of a workspace.
    return false;
  }
}
