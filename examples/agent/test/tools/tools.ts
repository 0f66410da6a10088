import { createFakeWorkspace, type FakeWorkspace } from "@kodex/runtime/testing";
import { createWorkspaceTools } from "../../src/tools/workspace-tools.ts";

/** A workspace and its tools by name. */
export interface Toolbox {
  readonly workspace: FakeWorkspace;
  /** Calls a tool. */
  call(name: string, input: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<string>;
}

/** Tools in a workspace with the given files. */
export function createToolbox(files: Readonly<Record<string, string>> = {}, limitMs?: number): Toolbox {
  const workspace = createFakeWorkspace(files);
  const tools = createWorkspaceTools(workspace.path, { env: process.env, ...(limitMs === undefined ? {} : { limitMs }) });
  return {
    workspace,
    async call(name, input, signal = new AbortController().signal) {
      const tool = tools.find((one) => one.name === name);
      if (tool === undefined) throw new Error(`there is no tool ${name}`);
      return tool.run(input, signal);
    },
  };
}
