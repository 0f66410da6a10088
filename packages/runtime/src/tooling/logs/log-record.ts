import type { PluginLogEntry } from "../../runtime-options.ts";

/** One line of a plugin's log as it is kept. */
export interface LogRecord extends PluginLogEntry {
  /** When, ISO 8601 in UTC. */
  readonly time: string;
  /** Process that ran the plugin. */
  readonly pid: number;
}

/** A place in a log, between two lines: what lies before it and what comes behind it are told apart by it. */
export interface LogMark {
  /** Number of the file that was written then; absent where there was none. */
  readonly ino: number | undefined;
  /** Bytes of it that lie before. */
  readonly size: number;
}

/** Most UTF-16 units of one line; what is longer loses its fields first, then its end. */
const MAX_LINE = 16 * 1024;

/** The line for a record, with its end. */
export function toLine(record: LogRecord): string {
  const line = JSON.stringify(record);
  if (line.length <= MAX_LINE) return `${line}\n`;
  const { fields: _, message, ...rest } = record;
  return `${JSON.stringify({ ...rest, message: `${message.slice(0, MAX_LINE / 8)}…` })}\n`;
}

/** The record in a line; undefined when it is none, as after a crash in the middle of writing. */
export function parseLine(line: string): LogRecord | undefined {
  try {
    const value = JSON.parse(line) as Partial<LogRecord> | null;
    return typeof value?.time === "string" && typeof value.plugin === "string" && typeof value.message === "string"
      ? (value as LogRecord)
      : undefined;
  } catch {
    // A torn line tells nothing; the lines around it do.
    return undefined;
  }
}

/** Whether a record is of a plugin, by its name or by `name@version`. */
export function isOf(record: LogRecord, plugin: string | undefined): boolean {
  return plugin === undefined || record.plugin === plugin || record.plugin.slice(0, record.plugin.lastIndexOf("@")) === plugin;
}
