import { createFileTools } from "./file-tools.ts";
import { createSearchTool } from "./search-tool.ts";
import { createShellTool, type ShellOptions } from "./shell-tool.ts";
import type { WorkspaceTool } from "./workspace-tool.ts";

/** Tools for one folder: they list, read, write, search, and run commands. */
export function createWorkspaceTools(root: string, options: ShellOptions): readonly WorkspaceTool[] {
  return [...createFileTools(root), createSearchTool(root), createShellTool(root, options)];
}
