import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { jsonSchema, type JSONSchema7, type ModelMessage, streamText, tool, type ToolSet } from "ai";
import { type ChatMessage, isRecord, type ToolCall } from "./message.ts";
import type { ModelPort, ToolDescription } from "./model-port.ts";

/** Where a model is served. */
export interface OpenAiEndpoint {
  /** Base of the API, such as `http://localhost:11434/v1`. */
  readonly url: string;
  /** Name of the model there. */
  readonly model: string;
  /** Key, if one is needed. */
  readonly key?: string;
  /** How often a request is tried again after a failure that may pass. Default 2. */
  readonly maxRetries?: number;
}

/** Any endpoint that speaks OpenAI's chat completions, answers streamed. */
export function createOpenAiModel({ key, maxRetries = 2, model, url }: OpenAiEndpoint): ModelPort {
  const provider = createOpenAICompatible({ name: "endpoint", baseURL: url, ...(key === undefined ? {} : { apiKey: key }) });
  return {
    name: model,
    async respond({ messages, onText, signal, tools }) {
      const { fullStream } = streamText({
        model: provider(model),
        ...toSystem(messages),
        messages: messages.filter(({ role }) => role !== "system").map(toModelMessage),
        tools: toToolSet(tools),
        abortSignal: signal,
        maxRetries,
        // Errors come through the stream as well, where they are thrown.
        onError: () => undefined,
      });
      let content = "";
      const toolCalls: ToolCall[] = [];
      try {
        for await (const part of fullStream) {
          if (part.type === "error") throw toError(part.error);
          if (part.type === "text-delta") {
            content += part.text;
            onText?.(part.text);
          } else if (part.type === "tool-call") {
            toolCalls.push({ callId: part.toolCallId, tool: part.toolName, input: isRecord(part.input) ? part.input : {} });
          }
        }
      } catch (error) {
        // An abort shows as a failure of the stream: its own reason says more.
        signal.throwIfAborted();
        throw error;
      }
      signal.throwIfAborted();
      return { role: "assistant", content, ...(toolCalls.length === 0 ? {} : { toolCalls }) };
    },
  };
}

function toSystem(messages: readonly ChatMessage[]): { readonly system?: string } {
  const texts = messages.filter(({ content, role }) => role === "system" && content !== "").map(({ content }) => content);
  return texts.length === 0 ? {} : { system: texts.join("\n\n") };
}

function toModelMessage({ callId = "", content, role, tool: toolName = "", toolCalls = [] }: ChatMessage): ModelMessage {
  if (role === "tool")
    return { role, content: [{ type: "tool-result", toolCallId: callId, toolName, output: { type: "text", value: content } }] };
  if (role !== "assistant") return { role, content };
  const calls = toolCalls.map((call) => ({ type: "tool-call", toolCallId: call.callId, toolName: call.tool, input: call.input }) as const);
  return { role, content: [...(content === "" ? [] : [{ type: "text", text: content } as const]), ...calls] };
}

/** Tools without a way to run them: the agent runs them itself, through its hooks. */
function toToolSet(tools: readonly ToolDescription[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ description, input, name }) => [name, tool({ description, inputSchema: jsonSchema(input as JSONSchema7) })]),
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
