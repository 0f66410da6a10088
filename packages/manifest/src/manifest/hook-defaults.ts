import type { HookSpec } from "../hooks/hook-spec.ts";
import { VOCABULARY } from "../hooks/vocabulary.gen.ts";
import type { EventEntry, HookKind, OnError } from "../schema-types.gen.ts";

/** Deadline and failure policy where the manifest does not say. Fixed per `manifestVersion`, since digests depend on them. */
export function toHookDefaults(kinds: readonly HookKind[]): { readonly timeoutMs: number; readonly onError: OnError } {
  if (kinds.includes("gate")) return { timeoutMs: 5000, onError: "closed" };
  return { timeoutMs: kinds.includes("transform") && kinds.length === 1 ? 2000 : 10_000, onError: "open" };
}

/** Hooks that a manifest may declare: the vocabulary's, the embedder's, and the plugin's own events. */
export function toKnownHooks(
  extra: Readonly<Record<string, HookSpec>>,
  events: Readonly<Record<string, EventEntry>>,
): ReadonlyMap<string, HookSpec> {
  const own = Object.entries(events).map(([name, event]) => [name, toEventSpec(event)] as const);
  return new Map([...Object.entries(VOCABULARY), ...Object.entries(extra), ...own]);
}

/** Rules of an event that a plugin declares. */
export function toEventSpec(event: Pick<EventEntry, "description" | "kind" | "payload" | "result">): HookSpec {
  const fields = toPropertyNames(event.payload);
  return {
    kinds: [event.kind],
    summary: event.description ?? "",
    fields,
    rewrites: event.kind === "transform",
    extras: toPropertyNames(event.result).filter((key) => !fields.includes(key) && key !== "decision" && key !== "reason"),
    pinned: [],
    historic: false,
    hostOnly: false,
  };
}

function toPropertyNames(schema: EventEntry["payload"]): string[] {
  const properties = typeof schema === "object" ? schema["properties"] : undefined;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
