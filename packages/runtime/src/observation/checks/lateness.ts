import type { Check } from "../patient.ts";

/** Plugins whose answers came after nobody waited for them any more. */
export const checkLateness: Check = ({ late }) =>
  late.map(({ count, hook, plugin }) => ({
    id: `late.${plugin}.${hook}`,
    status: "warn",
    code: "HANDLER_LATE",
    message: `${plugin} answered "${hook}" after its deadline ${count === 1 ? "once" : `${count} times`}`,
    hint: `Raise "timeoutMs" of "${hook}", or let the handler heed ctx.signal.`,
    plugin,
  }));
