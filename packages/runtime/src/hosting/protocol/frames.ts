/** Largest frame, in bytes. */
export const MAX_FRAME_BYTES: number = 1024 * 1024;

/** Cuts a stream of bytes into frames: one JSON text per line. */
export interface FrameReader {
  /** Takes in bytes as they come. */
  push(chunk: Buffer): void;
}

/**
 * A reader that gives each line to `onFrame`. A line of more than 1 MiB is given up as soon as it is that long, so
 * that an endless one costs no memory: `onTooLong` is called once and nothing more is read.
 */
export function createFrameReader(onFrame: (text: string) => void, onTooLong: () => void): FrameReader {
  let parts: Buffer[] = [];
  let bytes = 0;
  let isBroken = false;

  function take(part: Buffer): void {
    bytes += part.length;
    parts.push(part);
    if (bytes <= MAX_FRAME_BYTES) return;
    isBroken = true;
    parts = [];
    onTooLong();
  }

  return {
    push(chunk) {
      let rest = chunk;
      for (let end = rest.indexOf(10); end >= 0 && !isBroken; end = rest.indexOf(10)) {
        take(rest.subarray(0, end));
        rest = rest.subarray(end + 1);
        const text = Buffer.concat(parts).toString("utf8").trim();
        parts = [];
        bytes = 0;
        if (text !== "" && !isBroken) onFrame(text);
      }
      if (!isBroken && rest.length > 0) take(rest);
    },
  };
}

/** One frame. @throws RangeError when it is too long to be sent. */
export function toFrame(message: unknown): string {
  const text = `${JSON.stringify(message)}\n`;
  if (Buffer.byteLength(text) > MAX_FRAME_BYTES) throw new RangeError(`a message is longer than ${MAX_FRAME_BYTES} bytes`);
  return text;
}
