import type { CommandOptions } from "../command.ts";
import type { Terminal } from "../terminal.ts";

/** Where and whether to show it. */
interface ProgressInput {
  readonly options: Pick<CommandOptions, "quiet">;
  readonly terminal: Pick<Terminal, "env" | "stderr">;
}

/** What is done sooner needs no sign. */
const DELAY_MS = 300;
const FRAME_MS = 80;
const FRAMES = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];

/**
 * Shows a sign on standard error that something is under way, on a terminal and after a moment only. The sign is one
 * character wide and leaves the cursor before it, so that whatever plugins print takes its place. With `--quiet` there
 * is none. Returns how to remove it.
 */
export function showProgress({ options, terminal: { env, stderr } }: ProgressInput): () => void {
  if (options.quiet || stderr.isTTY !== true || env["TERM"] === "dumb") return () => undefined;
  let frame = 0;
  const draw = (): void => void stderr.write(`\r${FRAMES[frame++ % FRAMES.length]}\r`);
  let timer = setTimeout(() => {
    draw();
    timer = setInterval(draw, FRAME_MS).unref();
  }, DELAY_MS).unref();
  return () => {
    clearTimeout(timer);
    if (frame > 0) stderr.write(" \r");
    frame = 0;
  };
}
