import type { Check } from "../patient.ts";

/** Plugins that wait for events which nobody emits. */
export const checkEvents: Check = ({ ledger }) =>
  ledger
    .filter(({ code, stage }) => stage === "index" && code === "HOOK_UNKNOWN")
    .map(({ file, hint, message, plugin }) => ({
      id: `events.${plugin}`,
      status: "warn",
      code: "HOOK_UNKNOWN",
      message: `${plugin} has ${message}`,
      plugin,
      ...(hint === undefined ? {} : { hint }),
      ...(file === undefined ? {} : { file }),
    }));
