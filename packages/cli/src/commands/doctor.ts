import type { Diagnostic, DoctorCheck, DoctorReport } from "@kodex/manifest";
import { PluginValidationError } from "@kodex/manifest";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";

/** `kodex doctor`: health. Bad news when a check fails. A broken configuration is a failed check, not the end. */
export async function runDoctor(input: CommandInput): Promise<CommandOutput> {
  try {
    return await withRuntime(input, async (runtime) => toOutput(await runtime.doctor(), runtime.diagnostics));
  } catch (error) {
    if (!(error instanceof PluginValidationError)) throw error;
    const checks = error.diagnostics.map((diagnostic, index): DoctorCheck => ({
      id: `config.${index + 1}`,
      status: "fail",
      message: diagnostic.message,
      code: diagnostic.code,
      ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
      ...(diagnostic.file === undefined ? {} : { file: diagnostic.file }),
    }));
    const summary = { plugins: 0, loaded: 0, skipped: 0, failed: 0, pass: 0, warn: 0, fail: checks.length };
    return toOutput({ healthy: false, checks, ledger: [], summary }, error.diagnostics);
  }
}

function toOutput(report: DoctorReport, diagnostics: readonly Diagnostic[]): CommandOutput {
  return { ok: report.healthy, data: report, diagnostics, render: (view) => render(report, view) };
}

function render({ checks, healthy, summary }: DoctorReport, { paint }: View): string {
  const marks = { pass: paint.green("✔"), warn: paint.yellow("▲"), fail: paint.red("✖") };
  const lines = checks.flatMap(({ code, hint, message, status }) => [
    `${marks[status]} ${escapeLine(message)}${code === undefined ? "" : `  ${paint.dim(`[${code}]`)}`}`,
    ...(hint === undefined ? [] : [`  → ${escapeLine(hint)}`]),
  ]);
  const verdict = healthy ? paint.green("healthy") : paint.red("unhealthy");
  return [
    ...lines,
    "",
    `${verdict}: ${summary.loaded} of ${summary.plugins} plugins loaded, ${summary.pass} checks passed, ${summary.warn} warnings, ${summary.fail} failed`,
  ].join("\n");
}
