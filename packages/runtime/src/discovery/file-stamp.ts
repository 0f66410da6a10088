import type { BigIntStats } from "node:fs";

/** Files younger than this may change again without a new time stamp: file systems count in steps of up to 2 s. */
const SETTLED_AFTER_NS = 2_000_000_000n;

/**
 * A text that changes whenever one of the files changes, comes or goes; undefined stands for a file that is not there.
 * No text when one was changed so lately, or has a time stamp so far ahead, that a further change might not show.
 */
export function toFileStamp(files: readonly (BigIntStats | undefined)[], nowMs: number): string | undefined {
  const settledNs = BigInt(Math.floor(nowMs)) * 1_000_000n - SETTLED_AFTER_NS;
  const stamps: string[] = [];
  for (const stats of files) {
    if (stats !== undefined && (stats.mtimeNs > settledNs || stats.ctimeNs > settledNs)) return undefined;
    stamps.push(stats === undefined ? "-" : `${stats.ino}.${stats.size}.${stats.mtimeNs}.${stats.ctimeNs}`);
  }
  return stamps.join("|");
}
