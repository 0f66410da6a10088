import { randomUUID } from "node:crypto";
import type { EmitResult, HookName, HookPayloads, Runtime } from "@kodex/runtime";
import type { ChatMessage, ModelPort, ToolCall } from "./model-port.ts";
import type { Timeline } from "./timeline.ts";
import type { WorkspaceTool } from "./workspace-tools.ts";

/** Most requests to the model in one session. */
const MAX_STEPS = 12;

/** What a session needs. */
export interface SessionParts {
  readonly runtime: Runtime;
  readonly model: ModelPort;
  readonly tools: readonly WorkspaceTool[];
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
}

/** How a session ended. */
export interface SessionOutcome {
  /** The last message, or why there is none. */
  readonly answer: string;
  /** Whether a gate denied the prompt. */
  readonly isDenied: boolean;
  /** The conversation. */
  readonly messages: readonly ChatMessage[];
  /** Capability that the task was routed to. */
  readonly routed?: { readonly capability: string; readonly plugin: string };
}

/** Works on one task until the model has nothing more to do; every step passes the hooks. */
export async function runSession(task: string, parts: SessionParts): Promise<SessionOutcome> {
  const { model, runtime, signal, timeline, tools } = parts;
  const scope = runtime.session({ sessionId: randomUUID() });
  const turnId = randomUUID();
  const emit = async <Hook extends HookName>(hook: Hook, payload: HookPayloads[Hook]): Promise<EmitResult<HookPayloads[Hook]>> => {
    const result = (await scope.emit(hook as never, payload as never, { trace: true, turnId, signal })) as EmitResult<HookPayloads[Hook]>;
    timeline.addEmit(result);
    return result;
  };

  const start = await emit("session.start", { source: "startup", model: model.name });
  const prompt = await emit("prompt.preprocess", { text: task });
  if (prompt.decision === "deny") {
    await emit("session.end", { reason: "denied" });
    return { answer: `The prompt was denied: ${reasonOf(prompt)}`, isDenied: true, messages: [] };
  }
  const routed = await routeTask(prompt.payload.text);
  const {
    payload: { blocks },
  } = await emit("prompt.context", { blocks: [] });
  const system = [...(start.context ?? []), ...(prompt.context ?? [])].map(({ text }) => text).concat(blocks.map(({ text }) => text));
  const messages: ChatMessage[] = [
    { role: "system", content: system.join("\n\n") },
    { role: "user", content: prompt.payload.text },
    ...(routed?.message === undefined ? [] : [routed.message]),
  ];
  await emit("turn.start", { turnId });
  const answer = await converse(messages);
  await emit("session.end", { reason: "done" });
  return {
    answer,
    isDenied: false,
    messages,
    ...(routed === undefined ? {} : { routed: { capability: routed.capability, plugin: routed.plugin } }),
  };

  async function routeTask(text: string) {
    const found = await runtime.capabilities.route(text, { limit: 3 });
    const ranked = await emit("task.route", { task: text, candidates: found });
    const [best] = (ranked.value as { candidates: typeof found } | undefined)?.candidates ?? found;
    if (best === undefined) return undefined;
    const report = await scope
      .invoke(best.capability, {}, { plugin: best.plugin.slice(0, best.plugin.lastIndexOf("@")), signal })
      .catch((error: unknown) => error as Error);
    if (report instanceof Error)
      return {
        ...best,
        message: { role: "tool", tool: best.capability, callId: "route", content: `failed: ${report.message}` } as ChatMessage,
      };
    timeline.addInvoke(best.capability, report);
    return {
      ...best,
      message: { role: "tool", tool: best.capability, callId: "route", content: JSON.stringify(report.output) } as ChatMessage,
    };
  }

  async function converse(conversation: ChatMessage[]): Promise<string> {
    let continuations = 0;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const reply = await ask(conversation);
      conversation.push(reply);
      if (reply.toolCalls !== undefined && reply.toolCalls.length > 0) {
        conversation.push(...(await callTools(reply.toolCalls)));
        continue;
      }
      const stop = await emit("turn.stop", { lastMessage: reply.content, continuations });
      if (stop.decision !== "deny") return reply.content;
      continuations += 1;
      conversation.push({ role: "user", content: reasonOf(stop) });
    }
    return `I stopped after ${MAX_STEPS} steps.`;
  }

  async function ask(conversation: readonly ChatMessage[]): Promise<ChatMessage> {
    const { payload: selected } = await emit("tools.select", { tools: tools.map(({ description, name }) => ({ name, description })) });
    const request = await emit("model.request", { model: model.name, messages: conversation.map((message) => ({ ...message })) });
    const names = selected.tools.map(({ name }) => name);
    const message =
      (request.value as ChatMessage | undefined) ??
      (await model.respond({ messages: request.payload.messages as readonly ChatMessage[], tools: names, signal }));
    const response = await emit("model.response", { message, stopReason: message.toolCalls === undefined ? "end" : "tool" });
    return response.payload.message as ChatMessage;
  }

  async function callTools(calls: readonly ToolCall[]): Promise<readonly ChatMessage[]> {
    const results: ChatMessage[] = [];
    for (const call of calls) results.push({ role: "tool", tool: call.tool, callId: call.callId, content: await callTool(call) });
    await emit("tool.batch.after", {
      calls: calls.map(({ callId, input, tool }, place) => ({ tool, callId, input, output: results[place]?.content })),
    });
    return results;
  }

  async function callTool(call: ToolCall): Promise<string> {
    const before = await emit("tool.before", call);
    const { callId, input, tool } = { ...call, ...(before.payload as ToolCall) };
    const permission = before.decision === "deny" ? before : await emit("tool.permission", { tool, input });
    if (permission.decision === "deny") {
      const reason = reasonOf(permission);
      await emit("tool.denied", { tool, input: null, by: permission.reasons.at(-1)?.plugin ?? "", reason });
      return `denied: ${reason}`;
    }
    const startedAt = performance.now();
    try {
      const found = tools.find(({ name }) => name === tool);
      if (found === undefined) throw new Error(`there is no tool "${tool}"`);
      const output = await found.run(input);
      const after = await emit("tool.after", { tool, callId, input, output, durationMs: performance.now() - startedAt });
      return String(after.payload.output);
    } catch (error) {
      const { message, name } = error instanceof Error ? error : new Error(String(error));
      await emit("tool.error", { tool, callId, input, error: { name, message } });
      return `failed: ${message}`;
    }
  }
}

function reasonOf({ reasons }: EmitResult): string {
  const last = reasons.findLast(({ decision }) => decision === "deny");
  return last === undefined ? "" : `${last.plugin}: ${last.reason}`;
}
