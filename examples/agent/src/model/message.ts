/** A message of the conversation. */
export interface ChatMessage {
  /** Who speaks. */
  readonly role: "system" | "user" | "assistant" | "tool";
  /** What is said; of a tool, its result. */
  readonly content: string;
  /** Tools that the assistant wants called. */
  readonly toolCalls?: readonly ToolCall[];
  /** Call that a tool answers. */
  readonly callId?: string;
  /** Tool that answers. */
  readonly tool?: string;
}

/** A wanted call of a tool. */
export interface ToolCall {
  /** Id, unique in the conversation. */
  readonly callId: string;
  /** Name of the tool. */
  readonly tool: string;
  /** Its arguments. */
  readonly input: Readonly<Record<string, unknown>>;
}

const ROLES: readonly unknown[] = ["system", "user", "assistant", "tool"];

/** A message as a plugin left it. @throws TypeError when it is none any more */
export function parseMessage(value: unknown): ChatMessage {
  if (!isRecord(value) || !ROLES.includes(value["role"]) || typeof value["content"] !== "string")
    throw new TypeError(`a plugin made ${JSON.stringify(value)} of a message, which has no role or no text`);
  const { toolCalls } = value;
  if (toolCalls !== undefined && !(Array.isArray(toolCalls) && toolCalls.every(isToolCall)))
    throw new TypeError(`a plugin made ${JSON.stringify(toolCalls)} of the calls in a message`);
  return value as unknown as ChatMessage;
}

function isToolCall(value: unknown): value is ToolCall {
  return isRecord(value) && typeof value["callId"] === "string" && typeof value["tool"] === "string" && isRecord(value["input"]);
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
