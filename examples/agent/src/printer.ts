import type { DoctorReport } from "@kodex/runtime";
import picocolors from "picocolors";
import type { SessionOutcome } from "./session.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Prints a session for a person. */
export interface Printer {
  readonly heading: (workspace: string) => void;
  readonly entry: (entry: TimelineEntry) => void;
  readonly outcome: (outcome: SessionOutcome) => void;
  readonly verdict: (report: DoctorReport) => void;
}

const STEP_WIDTH = 20;
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A printer in colour on a terminal, without it elsewhere. */
export function createPrinter(stream: NodeJS.WriteStream): Printer {
  const paint = picocolors.createColors(stream.isTTY === true && !process.env["NO_COLOR"]);
  const line = (text = ""): void => void stream.write(`${text}\n`);
  return {
    heading: (workspace) => line(`${paint.bold("agent")}  ${safe(workspace)}\n`),
    entry({ decision, durationMs, plugins, step }) {
      const verdict = decision === undefined ? "" : decision === "deny" ? paint.red(decision) : paint.dim(decision);
      line(`${paint.cyan(step.padEnd(STEP_WIDTH))} ${toTime(durationMs)}  ${verdict}`);
      for (const { did, durationMs: own, plugin } of plugins)
        line(`${" ".repeat(STEP_WIDTH - 2)}└ ${toTime(own)}  ${safe(plugin)} ${paint.dim(safe(did))}`);
    },
    outcome({ answer, messages, routed }) {
      const task = messages.find(({ role }) => role === "user")?.content;
      const context = messages.find(({ role }) => role === "system")?.content;
      line();
      if (task !== undefined) line(`${paint.bold("what the model was asked")}\n${indent(task)}\n`);
      if (context !== undefined && context !== "") line(`${paint.bold("what the plugins told it")}\n${indent(context)}\n`);
      if (routed !== undefined) line(`${paint.bold("routed to")}\n${indent(`${routed.capability} of ${routed.plugin}`)}\n`);
      line(`${paint.bold("answer")}\n${indent(answer)}\n`);
    },
    verdict({ checks, healthy, summary }) {
      for (const { hint, message, status } of checks)
        if (status !== "pass")
          line(
            `${status === "fail" ? paint.red("✖") : paint.yellow("▲")} ${safe(message)}${hint === undefined ? "" : `\n  → ${safe(hint)}`}`,
          );
      line(
        `${paint.bold("doctor")}  ${healthy ? paint.green("healthy") : paint.red("unhealthy")}: ${summary.loaded} of ${summary.plugins} plugins loaded, ${summary.pass} checks passed, ${summary.warn} warnings, ${summary.fail} failed`,
      );
    },
  };
}

function toTime(durationMs: number): string {
  return `${durationMs.toFixed(1).padStart(7)} ms`;
}

function safe(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function indent(text: string): string {
  return safe(text)
    .split("\n")
    .map((part) => `  ${part}`)
    .join("\n");
}
