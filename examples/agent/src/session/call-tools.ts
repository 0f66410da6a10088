import type { ContextEntry } from "@kodex/runtime";
import { type ChatMessage, isRecord, type ToolCall } from "../model/message.ts";
import { toDenial } from "./denial.ts";
import type { Turn } from "./turn.ts";

/** Calls tools one after another, each through its hooks. A tool that fails or is denied answers with why. */
export async function callTools(calls: readonly ToolCall[], turn: Turn): Promise<readonly ChatMessage[]> {
  const results: ChatMessage[] = [];
  for (const call of calls) results.push({ role: "tool", tool: call.tool, callId: call.callId, content: await callTool(call, turn) });
  await turn.session.emit("tool.batch.after", {
    calls: calls.map(({ callId, input, tool }, place) => ({ tool, callId, input, output: results[place]?.content })),
  });
  return results;
}

async function callTool({ callId, input: wanted, tool }: ToolCall, turn: Turn): Promise<string> {
  const { session } = turn;
  const before = await session.emit("tool.before", { tool, callId, input: wanted });
  const input = isRecord(before.payload.input) ? before.payload.input : {};
  const permission = before.decision === "deny" ? before : await session.emit("tool.permission", { tool, input });
  if (permission.decision === "deny") {
    const reason = toDenial(permission);
    // The input is what was held back: observers learn of the denial, not of it.
    await session.emit("tool.denied", { tool, input: null, by: permission.reasons.at(-1)?.plugin ?? "host", reason });
    return `denied: ${reason}`;
  }
  const startedAt = performance.now();
  try {
    const output = await run(tool, input, turn);
    const after = await session.emit("tool.after", { tool, callId, input, output, durationMs: performance.now() - startedAt });
    return withContext(String(after.payload.output), [...(before.context ?? []), ...(after.context ?? [])]);
  } catch (error) {
    turn.signal.throwIfAborted();
    const { message, name } = error instanceof Error ? error : new Error(String(error));
    const failed = await session.emit("tool.error", { tool, callId, input, error: { name, message } });
    return withContext(`failed: ${message}`, failed.context ?? []);
  }
}

async function run(tool: string, input: Readonly<Record<string, unknown>>, { signal, tools }: Turn): Promise<string> {
  const found = tools.find(({ name }) => name === tool);
  if (found === undefined) throw new Error(`there is no tool "${tool}"`);
  return found.run(input, signal);
}

function withContext(result: string, context: readonly ContextEntry[]): string {
  return [result, ...context.map(({ plugin, text }) => `[${plugin}] ${text}`)].join("\n");
}
