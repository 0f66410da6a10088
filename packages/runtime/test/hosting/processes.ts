import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Waits until something of the outside world is so; the test's own time limit ends a wait for what never comes. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5);
}

/** Whether a process is there and has not ended: one whose end nobody has asked about is still in the list. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
