import { type BigIntStats, statSync } from "node:fs";

/** Files younger than this may change again without a new time stamp: file systems count in steps of up to 2 s. */
const SETTLED_AFTER_NS = 2_000_000_000n;

/**
 * A text that changes whenever one of the files changes. Undefined when a file cannot be read, or was changed so
 * lately that a further change might not show.
 */
export function toFileStamp(files: readonly string[]): string | undefined {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const stamps: string[] = [];
  for (const file of files) {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined || nowNs - stats.mtimeNs < SETTLED_AFTER_NS || nowNs - stats.ctimeNs < SETTLED_AFTER_NS) return undefined;
    stamps.push(toText(stats));
  }
  return stamps.join("|");
}

function toText(stats: BigIntStats): string {
  return `${stats.ino}.${stats.size}.${stats.mtimeNs}.${stats.ctimeNs}`;
}
