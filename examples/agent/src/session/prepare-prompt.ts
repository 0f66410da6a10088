import type { ContextEntry, RouteEntry, Session } from "@kodex/runtime";
import { toDenial } from "./denial.ts";

/** A task as the plugins left it, with what they add. */
export interface PreparedPrompt {
  /** The task. */
  readonly task: string;
  /** Why it was denied, if it was. */
  readonly denial?: string;
  /** What the plugins tell the model. */
  readonly context: string;
  /** Capabilities that may serve the task, best first. */
  readonly routed: readonly RouteEntry[];
}

/** Most capabilities that a task is routed to. */
const MAX_CANDIDATES = 3;

/** Takes a person's task through the hooks: it is looked through, routed, and given its context. */
export async function preparePrompt(text: string, session: Session, standing: readonly ContextEntry[]): Promise<PreparedPrompt> {
  const prompt = await session.emit("prompt.preprocess", { text });
  const task = prompt.payload.text;
  if (prompt.decision === "deny") return { task, denial: toDenial(prompt), context: "", routed: [] };
  const routed = await routeTask(task, session);
  const { payload } = await session.emit("prompt.context", { blocks: [] });
  const told = [...standing, ...(prompt.context ?? []), ...payload.blocks].map((entry) => entry.text);
  return { task, context: told.join("\n\n"), routed };
}

async function routeTask(task: string, session: Session): Promise<readonly RouteEntry[]> {
  const candidates = await session.capabilities.route(task, { limit: MAX_CANDIDATES });
  const { value } = await session.emit("task.route", { task, candidates });
  // The vocabulary's schema has checked the answer.
  return (value as { readonly candidates: readonly RouteEntry[] } | undefined)?.candidates ?? candidates;
}
