/** Most milliseconds that an inner call ends before the call that it is nested in. */
const MAX_MARGIN_MS = 50;

/** Deadline of a call that begins now within another: a little before the outer one, so that the inner culprit is the one that is named. */
export function toInnerDeadline(now: number, outer: number): number {
  return outer - Math.min(MAX_MARGIN_MS, Math.max(0, outer - now) / 10);
}
