import type { ChatMessage } from "./message.ts";

/** A tool as a model sees it. */
export interface ToolDescription {
  /** Name: letters, digits, `_` and `-`. */
  readonly name: string;
  /** What it does. */
  readonly description: string;
  /** JSON Schema of its input. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a model is asked. */
export interface ModelRequest {
  /** The conversation so far. */
  readonly messages: readonly ChatMessage[];
  /** Tools that it may call. */
  readonly tools: readonly ToolDescription[];
  /** Ends the request. */
  readonly signal: AbortSignal;
  /** Receives the text of the answer as it comes, where the model can do that. */
  readonly onText?: (delta: string) => void;
}

/** A model, whichever it is. */
export interface ModelPort {
  /** Name for the hooks. */
  readonly name: string;
  /** The next message of the assistant. Rejects with the reason when the signal aborts. */
  respond(request: ModelRequest): Promise<ChatMessage>;
}
