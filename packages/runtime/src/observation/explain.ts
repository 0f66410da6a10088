import type { ExplainEntry, KodexConfig } from "@kodex/manifest";
import type { PlacedHandler } from "./placed-handler.ts";
import { type PluginRecord, toPluginLabel, toPluginName } from "./plugin-list.ts";

/** What is known about one hook. */
export interface HookSituation {
  /** Name of the hook. */
  readonly hook: string;
  /** Name, `name@version` or place of the plugin that is asked about; all when left out. */
  readonly plugin?: string | undefined;
  /** Every plugin that was seen. */
  readonly records: readonly PluginRecord[];
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** All handlers in order. */
  readonly handlers: readonly PlacedHandler[];
  /** Those that the payload selects; all, when there is no payload. */
  readonly selected: readonly PlacedHandler[];
}

/**
 * Why each handler of a hook would or would not run: those that run first, in order; then those that the payload does
 * not select; then plugins that take no part, in the order of the sources. A plugin that does not declare the hook is
 * there when it is asked about.
 */
export function explainHook(situation: HookSituation): readonly ExplainEntry[] {
  const { handlers, plugin, records, selected } = situation;
  const failed = new Set(
    records.flatMap(({ admitted, problem }) => (admitted === undefined || problem === undefined ? [] : [admitted.id])),
  );
  const able = handlers.filter(({ label }) => !failed.has(label));
  const running = able.filter((handler) => selected.includes(handler));
  const excluded = able.filter((handler) => !selected.includes(handler));
  return [
    ...running.map((handler, place) => ({ handler, entry: toRunning(handler, place + 1) })),
    ...excluded.map((handler) => ({ handler, entry: toExcluded(handler) })),
  ]
    .filter(({ handler: { label, name } }) => plugin === undefined || plugin === label || plugin === name)
    .map(({ entry }) => entry)
    .concat(records.flatMap((record) => toAbsent(record, situation)));
}

function toRunning(handler: PlacedHandler, position: number): ExplainEntry {
  return { plugin: handler.label, willRun: true, position, reason: describePlace(handler) };
}

function toExcluded({ label, match }: PlacedHandler): ExplainEntry {
  return { plugin: label, willRun: false, reason: `the payload does not match ${JSON.stringify(match)}`, code: "MATCH_EXCLUDED" };
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

/** Why a plugin takes no part in the hook; nothing when it does, or when nobody would expect it to. */
function toAbsent(record: PluginRecord, { config, hook, plugin }: HookSituation): readonly ExplainEntry[] {
  const { checked, problem } = record;
  if (plugin !== undefined && !isNamed(record, plugin)) return [];
  if (checked === undefined)
    return [
      {
        plugin: toPluginLabel(record),
        willRun: false,
        reason: `whether it handles "${hook}" is not known: ${problem?.error.message}`,
        ...toCode(record),
      },
    ];
  const entry = { plugin: checked.id, willRun: false };
  if (checked.manifest.hooks[hook] === undefined)
    return plugin === undefined ? [] : [{ ...entry, reason: `${checked.id} does not declare "${hook}"`, code: "HOOK_NOT_HANDLED" }];
  if (problem !== undefined) return [{ ...entry, reason: problem.error.message, ...toCode(record) }];
  if (config.plugins?.[checked.manifest.name]?.hooks?.[hook]?.enabled !== false) return [];
  return [{ ...entry, reason: `"${hook}" of ${checked.id} is disabled in the configuration`, code: "HOOK_DISABLED" }];
}

function toCode({ problem }: PluginRecord): Pick<ExplainEntry, "code"> {
  return problem === undefined ? {} : { code: problem.error.code };
}

/** Whether somebody who says this name means this plugin; one without a readable manifest is also known by the names on its path. */
function isNamed(record: PluginRecord, name: string): boolean {
  const { checked, place } = record;
  if (name === toPluginLabel(record) || name === toPluginName(record)) return true;
  return checked === undefined && place.split(/[/\\]/).some((part) => part.replace(/\.\w+$/, "") === name);
}
