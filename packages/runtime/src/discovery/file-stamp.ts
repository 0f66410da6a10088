import type { Stats } from "node:fs";

/** Files younger than this may change again without a new time stamp: file systems count in steps of up to 2 s. */
const SETTLED_AFTER_MS = 2000;

/**
 * A text that changes whenever one of the files changes, comes or goes; undefined stands for a file that is not there.
 * No text when one was changed so lately, or has a time stamp so far ahead, that a further change might not show.
 */
export function toFileStamp(files: readonly (Stats | undefined)[], nowMs: number): string | undefined {
  const settledMs = nowMs - SETTLED_AFTER_MS;
  let stamp = "";
  for (const stats of files) {
    if (stats === undefined) stamp += "|-";
    else if (stats.mtimeMs > settledMs || stats.ctimeMs > settledMs) return undefined;
    else stamp += `|${stats.dev}.${stats.ino}.${stats.size}.${stats.mtimeMs}.${stats.ctimeMs}`;
  }
  return stamp;
}
