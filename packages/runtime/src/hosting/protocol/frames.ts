import { isUtf8 } from "node:buffer";

/** Largest frame, in bytes, without its newline. */
export const MAX_FRAME_BYTES: number = 1024 * 1024;
/** Room for a line that is kept from one to the next, in bytes. */
const KEPT_BYTES = 64 * 1024;
const NEWLINE = 10;

/** Cuts a stream of bytes into frames: one JSON text per line. */
export interface FrameReader {
  /** Takes in bytes as they come, cut anywhere. */
  push(chunk: Buffer): void;
}

/**
 * A reader that gives each line that is not empty to `onFrame`. A line of more than 1 MiB, or one that is not UTF-8, is
 * told to `onViolation` once, and nothing more is read. What is held of an unfinished line is never more than 1 MiB, in
 * however small pieces it comes.
 */
export function createFrameReader(onFrame: (text: string) => void, onViolation: (reason: string) => void): FrameReader {
  let line = Buffer.alloc(0);
  let length = 0;
  let isBroken = false;

  function append(part: Buffer): void {
    const needed = length + part.length;
    if (needed > MAX_FRAME_BYTES) return breakOff(`a line is longer than ${MAX_FRAME_BYTES} bytes`);
    if (needed > line.length) {
      const larger = Buffer.allocUnsafe(Math.min(MAX_FRAME_BYTES, Math.max(needed, 2 * line.length, 4096)));
      line.copy(larger, 0, 0, length);
      line = larger;
    }
    part.copy(line, length);
    length = needed;
  }

  /** The line so far and its last part; without a copy where the line is all in one chunk. */
  function finish(part: Buffer): void {
    if (length > 0 || part.length > MAX_FRAME_BYTES) append(part);
    if (isBroken) return;
    const frame = length > 0 ? line.subarray(0, length) : part;
    if (!isUtf8(frame)) return breakOff("a line is not UTF-8");
    const text = frame.toString("utf8").trim();
    length = 0;
    if (line.length > KEPT_BYTES) line = Buffer.alloc(0);
    if (text !== "") onFrame(text);
  }

  function breakOff(reason: string): void {
    isBroken = true;
    line = Buffer.alloc(0);
    onViolation(reason);
  }

  return {
    push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        if (isBroken) return;
        finish(chunk.subarray(start, end));
        start = end + 1;
      }
      if (!isBroken && start < chunk.length) append(chunk.subarray(start));
    },
  };
}

/** One frame, with its newline. @throws RangeError when it is too long to be sent, TypeError when it is not JSON. */
export function toFrame(message: unknown): string {
  const text = JSON.stringify(message);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_FRAME_BYTES) throw new RangeError(`a message of ${bytes} bytes is longer than ${MAX_FRAME_BYTES}`);
  return `${text}\n`;
}
