import type { Diagnostic } from "@kodex/manifest";
import { createLogStore, followLog, isLogOf, type LogRecord, type LogStore, resolveStateDirectory } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { didYouMean } from "../errors.ts";
import { escapeLine } from "../output/escape.ts";
import { createPaint, type Paint } from "../output/paint.ts";
import { readCount } from "../read-count.ts";

const NOTHING = "Nothing was logged here. Run a plugin with `kodex emit` or `kodex invoke`.";

/** `kodex logs [plugin]`: what plugins logged when `emit` and `invoke` ran them; with `--follow` until it is interrupted. */
export async function runLogs(input: CommandInput): Promise<CommandOutput> {
  const [plugin] = input.args;
  const { cwd, follow = false, limit } = input.options;
  const store = createLogStore(resolveStateDirectory(cwd, input.terminal.env));
  const count = readCount("limit", limit, 100);
  if (follow) return runFollow(input, store, count);
  const entries = store.read({ plugin, limit: count });
  return {
    ok: true,
    data: { entries },
    diagnostics: plugin === undefined || entries.length > 0 ? [] : [toSilent(plugin, store.read())],
    render: (view) => (plugin === undefined && entries.length === 0 ? NOTHING : render(entries, view)),
  };
}

/** Prints what is there, then what comes. Ends when it is interrupted. */
function runFollow({ args: [plugin], onInterrupt, options, terminal }: CommandInput, store: LogStore, limit: number) {
  const paint = createPaint(terminal.stdout.isTTY === true, terminal.env);
  const print = (record: LogRecord): void =>
    void terminal.stdout.write(`${options.json ? JSON.stringify(record) : toLine(record, paint)}\n`);
  // First where to go on from, then what lies before: nothing is missed between the two, or told twice.
  const follower = followLog({ file: store.file, onRecord: (record) => void (isLogOf(record, plugin) && print(record)) });
  for (const record of store.read({ plugin, limit, before: follower.mark })) print(record);
  return new Promise<never>((_, reject) => {
    onInterrupt(async () => {
      follower.close();
      reject(new Error("interrupted"));
    });
  });
}

function toSilent(plugin: string, all: readonly LogRecord[]): Diagnostic {
  const names = new Set(all.map((record) => record.plugin.slice(0, record.plugin.lastIndexOf("@"))));
  return {
    severity: "warning",
    code: "LOG_EMPTY",
    message: `"${plugin}" has logged nothing here`,
    hint: didYouMean(plugin, names) ?? "Run it with `kodex emit` or `kodex invoke`.",
  };
}

function render(entries: readonly LogRecord[], { paint }: View): string {
  return entries.map((entry) => toLine(entry, paint)).join("\n");
}

function toLine({ fields, level, message, plugin, time }: LogRecord, paint: Paint): string {
  const colour = { debug: paint.dim, info: paint.cyan, warn: paint.yellow, error: paint.red }[level] ?? paint.dim;
  const more = fields === undefined ? "" : `  ${paint.dim(escapeLine(JSON.stringify(fields)))}`;
  return `${paint.dim(escapeLine(time))}  ${colour(escapeLine(level).padEnd(5))}  ${escapeLine(plugin)}  ${escapeLine(message)}${more}`;
}
