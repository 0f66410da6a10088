import type { CapabilityListing, RouteEntry, Session } from "@kodex/runtime";
import { isRecord } from "../model/message.ts";
import type { Timeline } from "../timeline.ts";
import { readText, type WorkspaceTool } from "./workspace-tool.ts";

/** Name of the tool that calls capabilities. */
export const CAPABILITY_TOOL = "use_capability";

/** A tool that calls the capabilities which a task was routed to, best first. */
export function createCapabilityTool(candidates: readonly RouteEntry[], session: Session, timeline: Timeline): WorkspaceTool {
  const ids = [...new Set(candidates.map(({ capability }) => capability))];
  const listed = session.capabilities.list().filter(({ id }) => ids.includes(id));
  return {
    name: CAPABILITY_TOOL,
    description: `Calls a capability of a plugin. ${listed.map(describe).join(" ")}`,
    input: {
      type: "object",
      additionalProperties: false,
      required: ["capability", "input"],
      properties: { capability: { enum: ids, description: "Best first." }, input: { type: "object", description: "Its input." } },
    },
    async run(input, signal) {
      const id = readText(input, "capability");
      if (!ids.includes(id)) throw new Error(`"${id}" is none of the capabilities ${ids.join(", ")}`);
      const report = await session.invoke(id, isRecord(input["input"]) ? input["input"] : {}, { signal });
      timeline.addInvoke(id, report);
      return JSON.stringify(report.output);
    },
  };
}

function describe({ description, id }: CapabilityListing): string {
  return `${id}: ${description}.`;
}
