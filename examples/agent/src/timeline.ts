import type { EmitResult, InvokeReport } from "@kodex/runtime";
import { isRecord } from "./model/message.ts";
import { toDenyingVotes } from "./session/denial.ts";

/** One step of a session, with what each plugin did in it. */
export interface TimelineEntry {
  /** Hook, or capability. */
  readonly step: string;
  /** Tool that the hook is about. */
  readonly tool?: string;
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
  /** What the gates decided. */
  readonly decision?: string;
  /** Who denied it and why. */
  readonly reasons: readonly string[];
  /** What each plugin did. */
  readonly plugins: readonly { readonly plugin: string; readonly did: string; readonly durationMs: number }[];
}

/** What a plugin did that had nothing to say. */
export const IDLE = "looked";

/** Collects the steps of a session. */
export interface Timeline {
  /** Steps in order. */
  readonly entries: readonly TimelineEntry[];
  /** A hook was emitted. */
  addEmit(result: EmitResult): void;
  /** A capability was called. */
  addInvoke(capability: string, report: InvokeReport): void;
}

/** An empty timeline. `onEntry` sees each step as it is added. */
export function createTimeline(onEntry: (entry: TimelineEntry) => void): Timeline {
  const entries: TimelineEntry[] = [];
  const add = (entry: TimelineEntry): void => {
    entries.push(entry);
    onEntry(entry);
  };
  return {
    entries,
    addEmit({ decision, durationMs, handlers, hook, payload, reasons }) {
      const plugins = handlers.map(({ code, durationMs: own = 0, plugin, status, value }) => ({
        plugin,
        did: status === "ok" ? describe(value) : code === undefined ? status : `${status} (${code})`,
        durationMs: own,
      }));
      const denials = decision === "deny" ? toDenyingVotes(reasons) : [];
      add({
        step: hook,
        ...(isRecord(payload) && typeof payload["tool"] === "string" ? { tool: payload["tool"] } : {}),
        durationMs,
        ...(decision === undefined ? {} : { decision }),
        reasons: denials.map(({ plugin, reason }) => `${plugin}: ${reason}`),
        plugins,
      });
    },
    addInvoke: (capability, { durationMs, plugin }) =>
      add({ step: capability, durationMs, reasons: [], plugins: [{ plugin, did: "answered", durationMs }] }),
  };
}

/** What an answer did, by its keys: what is in it is not for the log. */
function describe(value: unknown): string {
  if (!isRecord(value)) return IDLE;
  const keys = Object.keys(value);
  return keys.length === 0 ? IDLE : `gave ${keys.join(", ")}`;
}
