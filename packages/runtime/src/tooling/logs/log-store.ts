import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { type Clock, systemClock } from "../../clock.ts";
import type { PluginLogEntry } from "../../runtime-options.ts";
import { isOf, type LogMark, type LogRecord, parseLine, toLine } from "./log-record.ts";

/** Keeps what the plugins of a workspace log, in lines of JSON below its state directory. */
export interface LogStore {
  /** File that is written now. */
  readonly file: string;
  /**
   * Adds a line, at once and as a whole: several processes may write at the same time. A log that cannot be written is
   * no reason to fail: the first problem is kept in `problem`, and the line is lost.
   */
  append(entry: PluginLogEntry): void;
  /** The last records, oldest first. */
  read(query?: LogQuery): readonly LogRecord[];
  /** Why a line could not be written, if one could not. */
  readonly problem: unknown;
}

/** Which records are wanted. */
export interface LogQuery {
  /** Name of a plugin, or `name@version`. Default: all. */
  readonly plugin?: string | undefined;
  /** Most records; the latest ones are kept. Default: all. */
  readonly limit?: number | undefined;
  /** Only what was written before this place, where somebody else goes on. Default: all. */
  readonly before?: LogMark | undefined;
}

/** Bounds, for tests. */
export interface LogStoreOptions {
  /** Bytes after which a file is set aside. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Files set aside that are kept. Default 4. */
  readonly maxFiles?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
}

const CURRENT = "plugins.ndjson";
const ARCHIVE = /^plugins-[\w-]+\.ndjson$/;

/** The logs of a workspace. @param stateDirectory as `resolveStateDirectory` gives it */
export function createLogStore(stateDirectory: string, options: LogStoreOptions = {}): LogStore {
  const { clock = systemClock, maxBytes = 1024 * 1024, maxFiles = 4 } = options;
  const folder = join(stateDirectory, "logs");
  const file = join(folder, CURRENT);
  let problem: unknown;
  let rotations = 0;

  /**
   * A file that is full gets a name of its own. Two processes that do so at once set two files aside, and none of their
   * lines is lost: each writes by name, and what is renamed stays whole.
   */
  function rotate(): void {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < maxBytes) return;
    rotations += 1;
    const order = [clock.wallNow(), rotations].map((part) => String(Math.floor(part)).padStart(15, "0")).join("-");
    renameSync(file, join(folder, `plugins-${order}-${crypto.randomUUID()}.ndjson`));
    for (const name of listArchives(folder).slice(0, -maxFiles)) rmSync(join(folder, name), { force: true });
  }

  return {
    file,
    get problem() {
      return problem;
    },
    append(entry) {
      const line = toLine({ time: new Date(clock.wallNow()).toISOString(), pid: process.pid, ...entry });
      try {
        mkdirSync(folder, { recursive: true });
        rotate();
        appendFileSync(file, line);
      } catch (error) {
        problem ??= error;
      }
    },
    read({ before, limit = Infinity, plugin } = {}) {
      const records: LogRecord[] = [];
      for (const lines of readFiles(folder, before)) {
        records.unshift(...lines.flatMap((line) => parseLine(line) ?? []).filter((record) => isOf(record, plugin)));
        if (records.length >= limit) break;
      }
      return records.slice(-Math.min(limit, records.length));
    },
  };
}

/** Files set aside, oldest first. */
function listArchives(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => ARCHIVE.test(name))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Lines of each file, the latest first. Another process may set files aside meanwhile: each is known by its number, and
 * what is written now is read before the others are looked for.
 */
function* readFiles(folder: string, before: LogMark | undefined): Generator<readonly string[]> {
  const seen = new Set<number>();
  let isBefore = before === undefined;
  function* readOne(name: string): Generator<readonly string[]> {
    const file = readFile(join(folder, name));
    if (file === undefined || seen.has(file.ino)) return;
    seen.add(file.ino);
    const isMarked = file.ino === before?.ino;
    isBefore ||= isMarked;
    if (isBefore) yield file.bytes.toString("utf8", 0, isMarked ? before.size : file.bytes.length).split("\n");
  }
  yield* readOne(CURRENT);
  // Where nothing was written at the mark, all that had been set aside lies before it.
  isBefore ||= before !== undefined && before.ino === undefined;
  for (const name of listArchives(folder).toReversed()) yield* readOne(name);
}

function readFile(path: string): { readonly ino: number; readonly bytes: Buffer } | undefined {
  let opened: number | undefined;
  try {
    opened = openSync(path, "r");
    return { ino: fstatSync(opened).ino, bytes: readFileSync(opened) };
  } catch (error) {
    // Another process may have set it aside a moment ago.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}
