import { relative, resolve, sep } from "node:path";

/** A path as seen from the workspace, with slashes. One that leads out keeps its `..`: the host refuses it. */
export function toWorkspacePath(path: string, workspace: string): string {
  return relative(workspace, resolve(workspace, path)).split(sep).join("/");
}
