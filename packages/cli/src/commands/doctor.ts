import type { Diagnostic, DoctorCheck, DoctorReport } from "@kodex/manifest";
import type { Runtime } from "@kodex/runtime";
import { readConfig } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";

/** `kodex doctor`: health. Bad news when a check fails. A broken configuration is a failed check; the rest is examined without it. */
export async function runDoctor(input: CommandInput): Promise<CommandOutput> {
  const { cwd, config } = input.options;
  const loaded = readConfig({ cwd, named: config, env: input.terminal.env });
  const use = async (runtime: Runtime): Promise<CommandOutput> => {
    const report = addChecks(await runtime.doctor(), loaded.diagnostics.map(toCheck));
    return {
      ok: report.healthy,
      data: report,
      diagnostics: [...loaded.diagnostics, ...listNotices(input.options), ...runtime.diagnostics],
      render: (view) => render(report, view),
    };
  };
  return withRuntime(input, use, { loaded });
}

function toCheck({ code, file, hint, line, message }: Diagnostic, index: number): DoctorCheck {
  return {
    id: `config.${index + 1}`,
    status: "fail",
    message: line === undefined ? message : `${message} (line ${line})`,
    code,
    ...(hint === undefined ? {} : { hint }),
    ...(file === undefined ? {} : { file }),
  };
}

function addChecks(report: DoctorReport, failed: readonly DoctorCheck[]): DoctorReport {
  if (failed.length === 0) return report;
  return {
    ...report,
    healthy: false,
    checks: [...failed, ...report.checks],
    summary: { ...report.summary, fail: report.summary.fail + failed.length },
  };
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
