import type { ExplainEntry, KodexConfig } from "@kodex/manifest";
import type { PluginRecord } from "./plugin-list.ts";

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

/** What is known about one hook. */
export interface HookSituation {
  /** Name of the hook. */
  readonly hook: string;
  /** Every plugin that was seen. */
  readonly records: readonly PluginRecord[];
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** All handlers in order. */
  readonly handlers: readonly PlacedHandler[];
  /** Those that the payload selects; all, when there is no payload. */
  readonly selected: readonly PlacedHandler[];
}

/** Why each handler of a hook would or would not run: those that run first, in order. */
export function explainHook(situation: HookSituation): readonly ExplainEntry[] {
  const absent = situation.records.flatMap((record) => toAbsent(record, situation));
  const failed = new Set(absent.map(({ plugin }) => plugin));
  const able = situation.handlers.filter(({ label }) => !failed.has(label));
  const running = able.filter((handler) => situation.selected.includes(handler));
  const excluded = able.filter((handler) => !situation.selected.includes(handler));
  return [
    ...running.map((handler, place) => ({ plugin: handler.label, willRun: true, position: place + 1, reason: describePlace(handler) })),
    ...excluded.map((handler) => ({
      plugin: handler.label,
      willRun: false,
      reason: `the payload does not match ${JSON.stringify(handler.match)}`,
      code: "MATCH_EXCLUDED",
    })),
    ...absent,
  ];
}

/** Why a plugin that declares the hook takes no part in it; nothing when it does. */
function toAbsent({ checked, problem }: PluginRecord, { config, hook }: HookSituation): readonly ExplainEntry[] {
  if (checked?.manifest.hooks[hook] === undefined) return [];
  const entry = { plugin: checked.id, willRun: false };
  if (problem !== undefined) return [{ ...entry, reason: problem.error.message, code: problem.error.code }];
  if (config.plugins?.[checked.manifest.name]?.hooks?.[hook]?.enabled !== false) return [];
  return [{ ...entry, reason: `"${hook}" of ${checked.id} is disabled in the configuration`, code: "HOOK_DISABLED" }];
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
