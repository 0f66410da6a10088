import type { Diagnostic, DoctorCheck, DoctorReport } from "@kodex/manifest";
import type { Runtime } from "@kodex/runtime";
import { readConfig } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { listNotices, toFolders, withRuntime } from "../open-runtime.ts";
import { toPlace } from "../output/diagnostics.ts";
import { escapeLine } from "../output/escape.ts";
import { listPassedOver } from "../passed-over.ts";

/** `kodex doctor`: health. Bad news when a check fails. A broken configuration is a failed check; the rest is examined without it. */
export async function runDoctor(input: CommandInput): Promise<CommandOutput> {
  const { cwd, config } = input.options;
  const loaded = readConfig({ cwd, named: config, env: input.terminal.env });
  const use = async (runtime: Runtime): Promise<CommandOutput> => {
    const folders = toFolders(input.options, loaded).map(({ folder }) => folder);
    const report = addChecks(await runtime.doctor(), loaded.diagnostics.map(toCheck), listPassedOver(folders));
    const findings = [...loaded.diagnostics, ...runtime.diagnostics];
    return {
      ok: report.healthy,
      data: report,
      diagnostics: [...listNotices(input.options), ...findings],
      rendered: findings.filter((finding) => report.checks.some((check) => isAbout(check, finding))),
      render: (view) => render(report, findings, view),
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

/** The report with what the command itself has found: a broken configuration first, what was passed over last. */
function addChecks(report: DoctorReport, failed: readonly DoctorCheck[], warned: readonly DoctorCheck[]): DoctorReport {
  const { summary } = report;
  return {
    ...report,
    healthy: report.healthy && failed.length === 0,
    checks: [...failed, ...report.checks, ...warned],
    summary: { ...summary, fail: summary.fail + failed.length, warn: summary.warn + warned.length },
  };
}

/** Whether a check says what a finding says. */
function isAbout(check: DoctorCheck, { code, message }: Diagnostic): boolean {
  return check.code === code && check.message.startsWith(message);
}

function render({ checks, healthy, summary }: DoctorReport, findings: readonly Diagnostic[], { paint }: View): string {
  const marks = { pass: paint.green("✔"), warn: paint.yellow("▲"), fail: paint.red("✖") };
  const lines = checks.flatMap((check) => {
    const { code, file, hint, message, status } = check;
    const place = toPlace(findings.find((finding) => isAbout(check, finding)) ?? { file });
    return [
      `${marks[status]} ${escapeLine(message)}${code === undefined ? "" : `  ${paint.dim(`[${code}]`)}`}`,
      ...(status === "pass" || place === undefined ? [] : [`  ${paint.dim(place)}`]),
      ...(hint === undefined ? [] : [`  → ${escapeLine(hint)}`]),
    ];
  });
  const { fail, loaded, pass, plugins, warn } = summary;
  const verdict = healthy ? paint.green("healthy") : paint.red("unhealthy");
  return [
    ...lines,
    "",
    `${verdict}: ${loaded} of ${toCount(plugins, "plugin")} loaded, ${toCount(pass, "check")} passed, ${toCount(warn, "warning")}, ${fail} failed`,
    ...(plugins === 0 ? ["  → Start a plugin with `kodex scaffold <name>`."] : []),
  ].join("\n");
}

function toCount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
