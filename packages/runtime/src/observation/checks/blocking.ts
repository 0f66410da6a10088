import type { Check } from "../patient.ts";

/** Synchronous handlers that let nothing else run for longer than one of them has. */
export const checkBlocking: Check = ({ blocked }) =>
  blocked.map(({ count, hook, longestMs, plugins }) => {
    const [plugin = "", ...others] = plugins;
    const who = others.length === 0 ? plugin : `one of ${plugins.join(", ")}`;
    return {
      id: `blocked.${plugins.join("+")}.${hook}`,
      status: "warn",
      code: "EVENT_LOOP_BLOCKED",
      message: `${who} let nothing else run for up to ${Math.round(longestMs)} ms in "${hook}", ${count === 1 ? "once" : `${count} times`}`,
      hint:
        others.length === 0
          ? `Let the handler of "${hook}" await its work, or do it in a process of its own.`
          : `Run \`kodex emit ${hook} --trace\` to see which of them it was.`,
      ...(others.length === 0 ? { plugin } : {}),
    };
  });
