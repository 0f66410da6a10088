import type { EmitOptions, Session } from "@kodex/runtime";
import type { Timeline } from "../timeline.ts";

/** The same session, with every emit in the timeline. */
export function traceSession(session: Session, timeline: Timeline, options: Pick<EmitOptions, "signal" | "turnId">): Session {
  const emit: Session["emit"] = async (hook, payload, own) => {
    const result = await session.emit(hook, payload, { trace: true, ...options, ...own });
    timeline.addEmit(result);
    return result;
  };
  return { ...session, emit };
}
