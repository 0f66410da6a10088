import type { Clock } from "../../clock.ts";
import { toErrorMessage } from "../../errors.ts";
import type { PluginLog } from "../../plugin.ts";
import type { PluginLogEntry } from "../../runtime-options.ts";
import { createRateLimit } from "../rate-limit.ts";

/** Longest message and longest JSON of the fields, in UTF-16 units. */
const MAX_LENGTH = 8192;
/** Most lines of one plugin within a second. */
const MAX_LINES_PER_SECOND = 1000;

/** Where lines go and by which clock they are counted. */
export interface LogOptions {
  /** Receives the lines. */
  readonly onLog: (entry: PluginLogEntry) => void;
  /** The clock. */
  readonly clock: Clock;
}

/** The log of one plugin. Its lines are cut and counted, so that a flood of them does not become the host's. */
export function createLog(plugin: string, { clock, onLog }: LogOptions): PluginLog {
  const lines = createRateLimit(MAX_LINES_PER_SECOND, 1000, () => clock.now());
  let dropped = 0;

  function write(level: PluginLogEntry["level"], message: string, fields: Readonly<Record<string, unknown>> | undefined): void {
    if (!lines.take()) {
      dropped += 1;
      return;
    }
    if (dropped > 0) onLog({ plugin, level: "warn", message: `${dropped} lines were dropped: more than ${MAX_LINES_PER_SECOND} a second` });
    dropped = 0;
    onLog({ plugin, level, message: toShort(message), ...(fields === undefined ? {} : { fields: toJsonFields(fields) }) });
  }

  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}

/** The type says text, and plain JavaScript can pass anything. */
function toShort(message: unknown): string {
  const text = String(message);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}… (${text.length - MAX_LENGTH} more characters)` : text;
}

/** A copy as JSON has it: what the plugin holds may change, or be no JSON at all. */
function toJsonFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    const text = JSON.stringify(fields);
    return text.length > MAX_LENGTH ? { "(cut)": toShort(text) } : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  } catch (error) {
    return { "(not JSON)": toErrorMessage(error) };
  }
}
