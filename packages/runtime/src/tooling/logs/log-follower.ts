import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { type Clock, systemClock, type Timer } from "../../clock.ts";
import { type LogMark, type LogRecord, parseLine } from "./log-record.ts";

/** How a log is followed. */
export interface FollowOptions {
  /** File that is written now. */
  readonly file: string;
  /** Receives every record that is written from now on. */
  readonly onRecord: (record: LogRecord) => void;
  /** Time between two looks, in milliseconds. Default 200. */
  readonly intervalMs?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** A log that is followed. */
export interface LogFollower {
  /** Where it begins: what was written before is for `LogStore.read`. */
  readonly mark: LogMark;
  /** Ends it. */
  close(): void;
}

/**
 * Follows the log across rotations, from its present end on. Looks at it again and again, which works on every file
 * system, and for the first time after one interval.
 */
export function followLog({ clock = systemClock, file, intervalMs = 200, onRecord }: FollowOptions): LogFollower {
  let reader = openReader(file, onRecord);
  let timer: Timer | undefined;
  const mark = reader?.skip() ?? { ino: undefined, size: 0 };
  const look = (): void => {
    reader ??= openReader(file, onRecord);
    reader?.drain();
    // A file that was set aside is read to its end before the next one.
    if (reader?.isReplaced() === true) {
      reader.drain();
      reader.close();
      reader = openReader(file, onRecord);
      reader?.drain();
    }
    timer = clock.schedule(look, intervalMs);
  };
  timer = clock.schedule(look, intervalMs);
  return {
    mark,
    close() {
      timer?.cancel();
      reader?.close();
      reader = undefined;
    },
  };
}

interface Reader {
  /** Passes over the lines that are there, and says where they end. */
  skip(): LogMark;
  /** Gives out what is new. */
  drain(): void;
  /** Whether the name leads to another file by now. */
  isReplaced(): boolean;
  close(): void;
}

function openReader(file: string, onRecord: (record: LogRecord) => void): Reader | undefined {
  const opened = open(file);
  if (opened === undefined) return undefined;
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.alloc(64 * 1024);
  let position = 0;
  let rest = "";
  return {
    skip() {
      const { ino, size } = fstatSync(opened);
      // Another process may be in the middle of a line, which is shorter than the buffer.
      const start = Math.max(0, size - buffer.length);
      const bytes = readSync(opened, buffer, 0, size - start, start);
      position = start + buffer.subarray(0, bytes).lastIndexOf("\n") + 1;
      return { ino, size: position };
    },
    drain() {
      for (;;) {
        const bytes = readSync(opened, buffer, 0, buffer.length, position);
        if (bytes === 0) return;
        position += bytes;
        const lines = (rest + decoder.write(buffer.subarray(0, bytes))).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          const record = parseLine(line);
          if (record !== undefined) onRecord(record);
        }
      }
    },
    isReplaced() {
      const now = open(file);
      if (now === undefined) return false;
      const isSame = fstatSync(now).ino === fstatSync(opened).ino;
      closeSync(now);
      return !isSame;
    },
    close: () => closeSync(opened),
  };
}

function open(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    // Nothing was logged yet, or the file is being set aside.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
