import { randomUUID } from "node:crypto";
import type { Runtime, Session } from "@kodex/runtime";
import type { ChatMessage } from "../model/message.ts";
import { createCapabilityTool } from "../tools/capability-tool.ts";
import { converse } from "./converse.ts";
import { preparePrompt } from "./prepare-prompt.ts";
import { traceSession } from "./traced-session.ts";
import type { SessionParts, TurnOutcome } from "./turn.ts";

/** A conversation with the agent. */
export interface AgentSession {
  /** Works on one task until the model has nothing more to do; every step passes the hooks. */
  run(task: string): Promise<TurnOutcome>;
  /** Ends the session. */
  end(reason: string): Promise<void>;
}

/** Begins a session. */
export async function startSession(runtime: Runtime, parts: SessionParts): Promise<AgentSession> {
  const { model, signal, timeline } = parts;
  const scope = runtime.session({ sessionId: randomUUID() });
  const messages: ChatMessage[] = [];
  const { context: standing = [] } = await traceSession(scope, timeline, { signal }).emit("session.start", {
    source: "startup",
    model: model.name,
  });

  async function work(task: string, session: Session): Promise<TurnOutcome> {
    const prompt = await preparePrompt(task, session, standing);
    const { context, denial, routed } = prompt;
    if (denial !== undefined)
      return { task: prompt.task, answer: `The prompt was denied: ${denial}`, isDenied: true, context, routed, messages: [] };
    // What the plugins tell is about now: it takes the place of what they told before.
    messages[0] = { role: "system", content: context };
    const first = messages.push({ role: "user", content: prompt.task }) - 1;
    const tools = routed.length === 0 ? parts.tools : [...parts.tools, createCapabilityTool(routed, session, timeline)];
    const answer = await converse({ ...parts, session, messages, tools });
    return { task: prompt.task, answer, isDenied: false, context, routed, messages: messages.slice(first) };
  }

  return {
    async run(task) {
      const turnId = randomUUID();
      const session = traceSession(scope, timeline, { turnId, signal });
      try {
        await session.emit("turn.start", { turnId });
        return await work(task, session);
      } catch (error) {
        // Observers hear of the end of a turn whether or not it was aborted.
        const last = traceSession(scope, timeline, { turnId });
        if (signal.aborted) await last.emit("turn.interrupt", { by: "person" });
        else await last.emit("turn.error", { error: toErrorValue(error) });
        throw error;
      }
    },
    async end(reason) {
      await traceSession(scope, timeline, {}).emit("session.end", { reason });
    },
  };
}

function toErrorValue(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error ? { name: error.name, message: error.message } : { name: "Error", message: String(error) };
}
