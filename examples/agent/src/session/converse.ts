import { type ChatMessage, parseMessage } from "../model/message.ts";
import { callTools } from "./call-tools.ts";
import { toDenial } from "./denial.ts";
import type { Turn } from "./turn.ts";

/** Most requests to the model in one turn. */
const MAX_STEPS = 24;

/** Asks the model and calls its tools until it has nothing more to do. Returns its last text. */
export async function converse(turn: Turn): Promise<string> {
  const { messages, session } = turn;
  let continuations = 0;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const reply = await ask(turn);
    messages.push(reply);
    if (reply.toolCalls !== undefined && reply.toolCalls.length > 0) {
      messages.push(...(await callTools(reply.toolCalls, turn)));
      continue;
    }
    const stop = await session.emit("turn.stop", { lastMessage: reply.content, continuations });
    if (stop.decision !== "deny") return reply.content;
    continuations += 1;
    messages.push({ role: "user", content: toDenial(stop) });
  }
  return `I stopped after ${MAX_STEPS} steps.`;
}

async function ask({ messages, model, onText, session, signal, tools }: Turn): Promise<ChatMessage> {
  const offered = await session.emit("tools.select", {
    tools: tools.map(({ description, input, name }) => ({ name, description, input })),
  });
  const selected = new Set(offered.payload.tools.map(({ name }) => name));
  const { payload, value } = await session.emit("model.request", { model: model.name, messages });
  const message =
    value === undefined
      ? await model.respond({
          messages: payload.messages.map(parseMessage),
          tools: tools.filter(({ name }) => selected.has(name)),
          signal,
          ...(onText === undefined ? {} : { onText }),
        })
      : parseMessage(value);
  const response = await session.emit("model.response", { message, stopReason: message.toolCalls === undefined ? "end" : "tool" });
  return parseMessage(response.payload.message);
}
