import type { ChildProcess } from "node:child_process";

/** Options of `spawn` that make a process the head of a group of its own, where the system has groups. */
export const OWN_GROUP: { readonly detached: boolean; readonly windowsHide: true } = {
  detached: process.platform !== "win32",
  windowsHide: true,
};

/** Kills a process that was started with `OWN_GROUP`, and everything in its group. Nothing when all has ended. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(OWN_GROUP.detached ? -pid : pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
