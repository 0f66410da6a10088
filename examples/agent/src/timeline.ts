import type { EmitResult, InvokeReport } from "@kodex/runtime";

/** One step of a session, with what each plugin did in it. */
export interface TimelineEntry {
  /** Hook, or capability. */
  readonly step: string;
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
  /** What the gates decided. */
  readonly decision?: string;
  /** What each plugin did. */
  readonly plugins: readonly { readonly plugin: string; readonly did: string; readonly durationMs: number }[];
}

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
    addEmit({ decision, durationMs, handlers, hook }) {
      const plugins = handlers.map(({ code, durationMs: own = 0, plugin, status, value }) => ({
        plugin,
        did: status === "ok" ? describe(value) : code === undefined ? status : `${status} (${code})`,
        durationMs: own,
      }));
      add({ step: hook, durationMs, ...(decision === undefined ? {} : { decision }), plugins });
    },
    addInvoke: (capability, { durationMs, plugin }) =>
      add({ step: capability, durationMs, plugins: [{ plugin, did: "answered", durationMs }] }),
  };
}

/** What an answer did, by its keys: what is in it is not for the log. */
function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return "looked";
  const keys = Object.keys(value);
  return keys.length === 0 ? "looked" : `gave ${keys.join(", ")}`;
}
