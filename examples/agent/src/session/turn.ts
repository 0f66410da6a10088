import type { RouteEntry, Session } from "@kodex/runtime";
import type { ChatMessage } from "../model/message.ts";
import type { ModelPort } from "../model/model-port.ts";
import type { Timeline } from "../timeline.ts";
import type { WorkspaceTool } from "../tools/workspace-tool.ts";

/** What all turns of a session share. */
export interface SessionParts {
  /** The model. */
  readonly model: ModelPort;
  /** Tools of the agent itself. */
  readonly tools: readonly WorkspaceTool[];
  /** Where every step is written down. */
  readonly timeline: Timeline;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
  /** Receives the text of answers as it comes. */
  readonly onText?: (delta: string) => void;
}

/** One turn while it runs. */
export interface Turn extends SessionParts {
  /** The session; its emits are written down. */
  readonly session: Session;
  /** The conversation, which grows. */
  readonly messages: ChatMessage[];
}

/** How a turn ended. */
export interface TurnOutcome {
  /** What was asked, as the plugins left it. */
  readonly task: string;
  /** The last message, or why there is none. */
  readonly answer: string;
  /** Whether a gate denied the prompt. */
  readonly isDenied: boolean;
  /** What the plugins told the model. */
  readonly context: string;
  /** Capabilities that the task was routed to, best first. */
  readonly routed: readonly RouteEntry[];
  /** What was said from the task on. */
  readonly messages: readonly ChatMessage[];
}
