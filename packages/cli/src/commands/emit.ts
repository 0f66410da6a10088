import { checkPayload, type Diagnostic, type EmitReport, type HookName, VOCABULARY } from "@kodex/manifest";
import type { Runtime } from "@kodex/runtime";
import { toOnAsk } from "../ask.ts";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { toHookUnknown, toInputMissing, toPayloadInvalid, type UsageError } from "../errors.ts";
import { readExamplePayload } from "../example-payload.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine, escapeText } from "../output/escape.ts";
import { renderWaterfall } from "../output/waterfall.ts";
import { readJsonArgument } from "../read-json.ts";
import { recordLogs } from "../record-logs.ts";
import { explain } from "./explain.ts";

/** `kodex emit <hook>`: dispatches. Bad news when it was denied, or a handler failed with `--fail-fast`. */
export async function runEmit(input: CommandInput): Promise<CommandOutput> {
  const [hook = ""] = input.args;
  const { ask, cwd, failFast = false, payload: text, trace = false } = input.options;
  if (text === undefined) throw toMissing(hook);
  const payload = await readJsonArgument({ option: "payload", value: text, cwd, stdin: input.terminal.stdin });
  const { diagnostics, onLog } = recordLogs(input);
  const onAsk = toOnAsk(ask, input.terminal);
  return withRuntime(
    input,
    async (runtime) => {
      await assertEmittable(runtime, hook, payload);
      input.onProcessEnd(() => explain(runtime, hook, payload).flatMap(({ plugin, willRun }) => (willRun ? [plugin] : [])));
      const report = await runtime.emit(hook as HookName, payload as never, { failFast, trace });
      return {
        ok: report.decision !== "deny",
        data: report,
        diagnostics: [...toFailures(report, runtime.diagnostics), ...listNotices(input.options), ...diagnostics(), ...runtime.diagnostics],
        render: (view) => render(report, view, trace),
      };
    },
    { onLog, ...(onAsk === undefined ? {} : { onAsk }) },
  );
}

/** Emitting what nobody can handle is a mistake at the keyboard, not bad news. */
async function assertEmittable(runtime: Runtime, hook: string, payload: unknown): Promise<void> {
  explain(runtime, hook);
  const [problem] = await checkPayload(hook, payload);
  if (problem !== undefined) throw toPayloadInvalid(hook, problem.message, readExamplePayload(hook));
}

function toMissing(hook: string): UsageError {
  // The events of plugins, which have a colon in their names, are known to a runtime only.
  const isKnown = Object.hasOwn(VOCABULARY, hook) || hook.includes(":");
  return isKnown ? toInputMissing("payload", readExamplePayload(hook)) : toHookUnknown(hook, Object.keys(VOCABULARY));
}

/** What went wrong in handlers, but for what the runtime has found to be wrong with their plugins. */
function toFailures({ handlers, hook }: EmitReport, known: readonly Diagnostic[]): readonly Diagnostic[] {
  return handlers
    .filter(({ status }) => status !== "ok" && status !== "skipped" && status !== "denied")
    .filter(({ code, plugin }) => !known.some((diagnostic) => diagnostic.code === code && diagnostic.plugin === plugin))
    .map(({ code, error, plugin, status }) => ({
      severity: "warning",
      code: code ?? "HANDLER_FAILED",
      message: `${plugin} did not handle "${hook}" (${status})${error === undefined ? "" : `: ${error.message}`}`,
      hint: toHint(code, hook),
      plugin,
    }));
}

function toHint(code: string | undefined, hook: string): string {
  if (code === "HANDLER_FAILED") return "Add --fail-fast --debug to see where it was thrown.";
  if (code === "HANDLER_TIMEOUT") return `Raise "timeoutMs" of "${hook}" in its manifest, or do less in the handler.`;
  if (code === "RESULT_INVALID") return `See \`kodex schema hooks\` for what "${hook}" may return.`;
  return "Run `kodex doctor`.";
}

function render(
  { context = [], decision, durationMs, handlers, payload, reasons, value }: EmitReport,
  { paint }: View,
  trace: boolean,
): string {
  const colour = decision === "deny" ? paint.red : paint.green;
  return [
    ...(decision === undefined ? [] : [`${paint.dim("decision")}  ${colour(decision)}`]),
    ...reasons.map(
      ({ decision: vote, plugin, reason }) => `${paint.dim("reason  ")}  ${escapeLine(plugin)} says ${vote}: ${escapeLine(reason)}`,
    ),
    `${paint.dim("payload ")}  ${escapeText(JSON.stringify(payload))}`,
    ...(value === undefined ? [] : [`${paint.dim("value   ")}  ${escapeText(JSON.stringify(value))}`]),
    ...context.map(({ plugin, text }) => `${paint.dim("context ")}  ${escapeLine(plugin)}: ${escapeLine(text)}`),
    `${paint.dim("handlers")}  ${handlers.length === 0 ? "none" : handlers.map(({ plugin, status }) => `${escapeLine(plugin)} ${status}`).join(", ")}  ${paint.dim(`${durationMs.toFixed(2)} ms`)}`,
    ...(trace && handlers.length > 0 ? [renderWaterfall(handlers, paint)] : []),
  ].join("\n");
}
