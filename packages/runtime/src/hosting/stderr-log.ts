import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { PluginLog } from "../plugin.ts";

/** Most bytes of standard error that reach the log in one process's life. */
const MAX_BYTES = 256 * 1024;
/** Longest part of a line without an end that is kept. */
const MAX_LINE_LENGTH = 8192;

/** Writes what a program says on standard error to a plugin's log, a line each; what is beyond 256 KiB is read and dropped. */
export function logStderr(stream: Readable, log: PluginLog): void {
  const decoder = new StringDecoder("utf8");
  let left = MAX_BYTES;
  let line = "";

  function write(text: string): void {
    const lines = (line + text).split(/\r?\n/);
    line = lines.pop() ?? "";
    if (line.length > MAX_LINE_LENGTH) lines.push(line);
    if (line.length > MAX_LINE_LENGTH) line = "";
    for (const whole of lines) if (whole.trim() !== "") log.info(whole);
  }

  stream.on("data", (chunk: Buffer) => {
    if (left === 0) return;
    const kept = chunk.subarray(0, left);
    left -= kept.length;
    write(decoder.write(kept));
    if (left > 0) return;
    write(`${decoder.end()}\n`);
    log.warn(`standard error is longer than ${MAX_BYTES} bytes; the rest is dropped`);
  });
  stream.on("end", () => {
    if (left > 0) write(`${decoder.end()}\n`);
  });
}
