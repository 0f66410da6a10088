import picocolors from "picocolors";

/** Colours for a terminal. */
export type Paint = ReturnType<typeof picocolors.createColors>;

/** Colours, or none: only on a terminal, and not with `NO_COLOR`. */
export function createPaint(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Paint {
  return picocolors.createColors(isTerminal && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb");
}
