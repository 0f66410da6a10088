import { createRuntime, definePlugin, inlinePlugins, type Plugin, type Runtime } from "@kodex/runtime";
import { createFakeWorkspace, type FakeWorkspace } from "@kodex/runtime/testing";
import type { ChatMessage, ToolCall } from "../../src/model/message.ts";
import type { ModelPort, ModelRequest } from "../../src/model/model-port.ts";
import { type AgentSession, startSession } from "../../src/session/agent-session.ts";
import { createTimeline, type Timeline } from "../../src/timeline.ts";
import { createWorkspaceTools } from "../../src/tools/workspace-tools.ts";

/** A model that gives the prepared answers in order, and remembers what it was asked. */
export interface PreparedModel extends ModelPort {
  /** Requests so far. */
  readonly requests: readonly ModelRequest[];
}

/** An agent with plugins of the test's own. */
export interface TestAgent extends AgentSession {
  readonly model: PreparedModel;
  readonly timeline: Timeline;
  readonly workspace: FakeWorkspace;
  readonly runtime: Runtime;
  /** Ends whatever is under way. */
  readonly cancel: AbortController;
  /** Ends it all. */
  close(): Promise<void>;
}

/** A call of a tool as a model asks for it. */
export function toCall(tool: string, input: ToolCall["input"], callId = "c1"): ChatMessage {
  return { role: "assistant", content: "", toolCalls: [{ callId, tool, input }] };
}

/** A text as a model says it. */
export function say(content: string): ChatMessage {
  return { role: "assistant", content };
}

/** A plugin of one handler or several. */
export function plugin(name: string, parts: Pick<Plugin, "capabilities" | "hooks">, manifest: object = {}): Plugin {
  return definePlugin({ manifest: { manifestVersion: 1, name, version: "1.0.0", ...manifest }, ...parts });
}

/** Starts an agent whose model gives the answers in order, then says "done". */
export async function startAgent(answers: readonly ChatMessage[], plugins: readonly Plugin[] = []): Promise<TestAgent> {
  const workspace = createFakeWorkspace({ "a.txt": "text of a" });
  const runtime = await createRuntime({
    cwd: workspace.path,
    stateDirectory: `${workspace.path}/.state`,
    sources: [inlinePlugins(plugins)],
    strict: true,
  });
  await runtime.load();
  const requests: ModelRequest[] = [];
  const model: PreparedModel = {
    name: "prepared",
    requests,
    async respond(request) {
      requests.push({ ...request, messages: [...request.messages] });
      return answers[requests.length - 1] ?? say("done");
    },
  };
  const timeline = createTimeline(() => undefined);
  const cancel = new AbortController();
  const tools = createWorkspaceTools(workspace.path, { env: process.env });
  const session = await startSession(runtime, { model, tools, timeline, signal: cancel.signal });
  return {
    ...session,
    model,
    timeline,
    workspace,
    runtime,
    cancel,
    async close() {
      await runtime.close();
      workspace.remove();
    },
  };
}
