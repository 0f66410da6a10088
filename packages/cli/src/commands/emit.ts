import { createInterface } from "node:readline/promises";
import { checkPayload, type EmitReport, findClosest, type HookName, VOCABULARY } from "@kodex/manifest";
import type { AskRequest, Runtime } from "@kodex/runtime";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { withRuntime } from "../open-runtime.ts";
import { escapeLine, escapeText } from "../output/escape.ts";
import { renderWaterfall } from "../output/waterfall.ts";
import { readJsonArgument } from "../read-json.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** `kodex emit <hook>`: dispatches. Bad news when it was denied, or a handler failed with `--fail-fast`. */
export async function runEmit(input: CommandInput): Promise<CommandOutput> {
  const [hook = ""] = input.args;
  const { failFast = false, trace = false } = input.options;
  const onAsk = toOnAsk(input.options.ask, input.terminal);
  const payload = await readJsonArgument({
    option: "payload",
    value: input.options.payload,
    cwd: input.options.cwd,
    stdin: input.terminal.stdin,
  });
  return withRuntime(
    input,
    async (runtime) => {
      await assertEmittable(runtime, hook, payload);
      const report = await runtime.emit(hook as HookName, payload as never, { failFast, trace });
      return {
        ok: report.decision !== "deny",
        data: report,
        diagnostics: [...toFailures(report), ...runtime.diagnostics],
        render: (view) => render(report, view, trace),
      };
    },
    onAsk === undefined ? {} : { onAsk },
  );
}

/** Emitting what nobody can handle is a mistake at the keyboard, not bad news. */
async function assertEmittable(runtime: Runtime, hook: string, payload: unknown): Promise<void> {
  try {
    runtime.explain(hook as HookName);
  } catch {
    const closest = findClosest(hook, Object.keys(VOCABULARY));
    throw new UsageError(
      "HOOK_UNKNOWN",
      `the hook "${hook}" does not exist`,
      closest === undefined ? "See `docs/hooks.md`, or `kodex schema hooks`." : `Did you mean "${closest}"?`,
    );
  }
  const [problem] = await checkPayload(hook, payload);
  if (problem !== undefined)
    throw new UsageError("INPUT_INVALID", problem.message, `See \`kodex schema hooks\` for the payload of "${hook}".`);
}

function toOnAsk(answer: string | undefined, terminal: Terminal): ((request: AskRequest) => Promise<"allow" | "deny">) | undefined {
  const wanted = answer ?? (terminal.stdin.isTTY === true && terminal.stderr.isTTY === true ? "prompt" : "deny");
  if (wanted === "allow") return async () => "allow";
  if (wanted === "deny") return undefined;
  if (wanted !== "prompt")
    throw new UsageError("OPTION_VALUE_INVALID", `--ask is "${wanted}", and must be allow, deny or prompt`, "Write --ask deny.");
  return async ({ reasons, signal }) => {
    const question = createInterface({ input: terminal.stdin, output: terminal.stderr });
    try {
      const why = reasons.map(({ plugin, reason }) => `${escapeLine(plugin)}: ${escapeLine(reason)}`).join("\n");
      return /^y(es)?$/i.test((await question.question(`${why}\nAllow? [y/N] `, { signal })).trim()) ? "allow" : "deny";
    } finally {
      question.close();
    }
  };
}

function toFailures({ handlers, hook }: EmitReport): CommandOutput["diagnostics"] {
  return handlers
    .filter(({ status }) => status !== "ok" && status !== "skipped" && status !== "denied")
    .map(({ code, error, plugin, status }) => ({
      severity: "warning",
      code: code ?? "HANDLER_FAILED",
      message: `${plugin} did not handle "${hook}" (${status})${error === undefined ? "" : `: ${error.message}`}`,
      hint: "Run `kodex doctor`.",
      plugin,
    }));
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
