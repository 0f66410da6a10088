import type { ExplainEntry } from "@kodex/manifest";

/** A handler in its place, as far as an explanation needs it. */
export interface PlacedHandler {
  /** `name@version`, or `host:<name>`. */
  readonly label: string;
  /** Rank before everything else. */
  readonly tier: string;
  /** Higher runs earlier. */
  readonly priority: number;
  /** Constraints on its place. */
  readonly constraints: readonly { readonly kind: string; readonly other: string; readonly origin: string }[];
  /** What must match. */
  readonly match: Readonly<Record<string, readonly string[]>>;
}

/** A plugin that declares the hook and was not loaded. */
export interface AbsentPlugin {
  /** `name@version`. */
  readonly plugin: string;
  /** Why. */
  readonly code: string;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** What is known about one hook. */
export interface HookSituation {
  /** All handlers in order. */
  readonly handlers: readonly PlacedHandler[];
  /** Those that the payload selects; all, when there is no payload. */
  readonly selected: readonly PlacedHandler[];
  /** Plugins that would handle it, were they loaded. */
  readonly absent: readonly AbsentPlugin[];
}

/** Why each handler of a hook would or would not run: those that run first, in order. */
export function explainHook({ absent, handlers, selected }: HookSituation): readonly ExplainEntry[] {
  const running = handlers.filter((handler) => selected.includes(handler));
  const excluded = handlers.filter((handler) => !selected.includes(handler));
  return [
    ...running.map((handler, place) => ({ plugin: handler.label, willRun: true, position: place + 1, reason: describePlace(handler) })),
    ...excluded.map((handler) => ({
      plugin: handler.label,
      willRun: false,
      reason: `the payload does not match ${JSON.stringify(handler.match)}`,
      code: "MATCH_EXCLUDED",
    })),
    ...absent.map(({ code, plugin, reason }) => ({ plugin, willRun: false, reason, code })),
  ];
}

function describePlace({ constraints, match, priority, tier }: PlacedHandler): string {
  const parts = [
    `tier "${tier}"`,
    ...constraints.map(({ kind, origin, other }) => `${kind} "${other}" (${origin})`),
    `priority ${priority}`,
    ...(Object.keys(match).length === 0 ? [] : [`only when the payload matches ${JSON.stringify(match)}`]),
  ];
  return parts.join(", ");
}
