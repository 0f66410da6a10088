import type { DoctorCheck, KodexConfig } from "@kodex/manifest";
import type { Check } from "../patient.ts";
import type { PluginRecord } from "../plugin-list.ts";

/** Hardly a handler that does anything worth a hook is done in less, in milliseconds: seconds were meant. */
const SHORTEST_MS = 50;
/** No deadline is longer by default, in milliseconds: a host that allows less than a second was set in seconds. */
const SHORTEST_CAP_MS = 1000;
/** The longest default of a hook, in milliseconds: what is longer was asked for. */
const LONGEST_DEFAULT_MS = 10_000;

/**
 * Deadlines that look like seconds for milliseconds or the reverse. That a manifest's own is too short stands among
 * the warnings about manifests.
 */
export const checkTimeouts: Check = ({ config, maxTimeoutMs, records }) => [
  ...checkCap(maxTimeoutMs),
  ...records.flatMap((record) => checkDeadlines(record, config, maxTimeoutMs)),
];

function checkCap(maxTimeoutMs: number): readonly DoctorCheck[] {
  if (maxTimeoutMs >= SHORTEST_CAP_MS) return [];
  return [
    {
      id: "runtime.timeout",
      status: "warn",
      code: "TIMEOUT_SUSPICIOUS",
      message: `the host cuts every plugin's deadline to ${maxTimeoutMs} ms`,
      hint: `Write ${maxTimeoutMs * 1000} for "maxTimeoutMs" if seconds were meant.`,
    },
  ];
}

function checkDeadlines({ candidate, checked }: PluginRecord, { plugins }: KodexConfig, maxTimeoutMs: number): readonly DoctorCheck[] {
  if (checked === undefined) return [];
  const { hooks, name } = checked.manifest;
  return Object.entries(hooks).flatMap(([hook, { timeoutMs: declaredMs }]) => {
    const setMs = plugins?.[name]?.hooks?.[hook]?.timeoutMs;
    const timeoutMs = setMs ?? declaredMs;
    const key =
      setMs === undefined ? `"timeoutMs" of "${hook}" in the manifest` : `plugins."${name}".hooks."${hook}".timeoutMs in kodex.json`;
    const about = { id: `timeout.${name}.${hook}`, status: "warn", plugin: checked.id } as const;
    const place = setMs === undefined && candidate.file !== "" ? { file: candidate.file } : {};
    if (setMs !== undefined && setMs < SHORTEST_MS)
      return [
        {
          ...about,
          code: "TIMEOUT_SUSPICIOUS",
          message: `the configuration gives ${checked.id} ${setMs} ms for "${hook}"`,
          hint: `Write ${setMs * 1000} for ${key} if seconds were meant.`,
        },
      ];
    if (timeoutMs === undefined || timeoutMs <= Math.max(maxTimeoutMs, LONGEST_DEFAULT_MS)) return [];
    return [
      {
        ...about,
        ...place,
        code: "TIMEOUT_CAPPED",
        message: `${checked.id} asks for ${timeoutMs} ms for "${hook}", and the host allows ${maxTimeoutMs}`,
        hint: `Write at most ${maxTimeoutMs} for ${key}, or ${Math.round(timeoutMs / 1000)} if it was multiplied by 1000 once too often.`,
      },
    ];
  });
}
