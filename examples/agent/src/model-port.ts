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

/** What a model is asked. */
export interface ModelRequest {
  /** The conversation so far. */
  readonly messages: readonly ChatMessage[];
  /** Names of the tools that it may call. */
  readonly tools: readonly string[];
  /** Ends the request. */
  readonly signal: AbortSignal;
}

/** A model, whichever it is. */
export interface ModelPort {
  /** Name for the hooks. */
  readonly name: string;
  /** The next message of the assistant. */
  respond(request: ModelRequest): Promise<ChatMessage>;
}
