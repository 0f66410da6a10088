import type { DoctorReport } from "@kodex/runtime";
import picocolors from "picocolors";
import { toSafeText } from "./safe-text.ts";
import type { TurnOutcome } from "./session/turn.ts";
import { IDLE, type TimelineEntry } from "./timeline.ts";

/** Prints a session for a person. */
export interface Printer {
  /** Where the agent works, and what else there is to know beforehand. */
  readonly heading: (workspace: string, note?: string) => void;
  /** A turn begins, where there are several. */
  readonly turn: (place: number, count: number) => void;
  /** One step, with what each plugin did; steps that no plugin took part in are left out. */
  readonly entry: (entry: TimelineEntry) => void;
  /** Text of the model as it comes. */
  readonly text: (delta: string) => void;
  /** How a turn ended. */
  readonly outcome: (outcome: TurnOutcome) => void;
  /** What the doctor says. */
  readonly verdict: (report: DoctorReport) => void;
}

/** Where it prints. */
export interface PrinterStream extends Pick<NodeJS.WritableStream, "write"> {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
}

const STEP_WIDTH = 20;

/** A printer in colour on a terminal, without it elsewhere. */
export function createPrinter(stream: PrinterStream): Printer {
  const paint = picocolors.createColors(stream.isTTY === true && !process.env["NO_COLOR"]);
  const line = (text = ""): void => void stream.write(`${text}\n`);
  const section = (title: string, text: string): void => line(`${paint.bold(title)}\n${indent(text)}\n`);
  let streamed = "";
  return {
    heading: (workspace, note) =>
      line(`${paint.bold("agent")}  ${toSafeText(workspace)}\n${note === undefined ? "" : `${indent(note)}\n`}`),
    turn: (place, count) => line(`${paint.bold(`task ${place} of ${count}`)}\n`),
    entry({ decision, durationMs, plugins, reasons, step, tool }) {
      if (streamed !== "") line();
      streamed = "";
      if (plugins.length === 0 && decision !== "deny") return;
      const verdict = decision === undefined ? "" : decision === "deny" ? paint.red(decision) : paint.dim(decision);
      const about = [tool, verdict].filter(Boolean).join(" ");
      line(`${paint.cyan(step.padEnd(STEP_WIDTH))} ${toTime(durationMs)}${about === "" ? "" : `  ${about}`}`);
      for (const { did, durationMs: own, names } of groupIdle(plugins))
        line(`${" ".repeat(STEP_WIDTH - 2)}└ ${toTime(own)}  ${toSafeText(names.join(", "))} ${paint.dim(toSafeText(did))}`);
      for (const reason of reasons) line(`${" ".repeat(STEP_WIDTH)} ${paint.red(toSafeText(reason))}`);
    },
    text(delta) {
      streamed += delta;
      stream.write(paint.dim(toSafeText(delta)));
    },
    outcome({ answer, context, routed, task }) {
      if (streamed !== "") line();
      streamed = "";
      line();
      section("what the model was asked", task);
      if (context !== "") section("what the plugins told it", context);
      const [best] = routed;
      if (best !== undefined) section("routed to", `${best.capability} of ${best.plugin}`);
      section("answer", answer);
    },
    verdict({ checks, healthy, summary }) {
      for (const { hint, message, status } of checks) {
        if (status === "pass") continue;
        line(`${status === "fail" ? paint.red("✖") : paint.yellow("▲")} ${toSafeText(message)}`);
        if (hint !== undefined) line(`  → ${toSafeText(hint)}`);
      }
      const { fail, loaded, pass, plugins, warn } = summary;
      const verdict = healthy ? paint.green("healthy") : paint.red("unhealthy");
      line(
        `${paint.bold("doctor")}  ${verdict}: ${loaded} of ${toCount(plugins, "plugin")} loaded, ${toCount(pass, "check")} passed, ${toCount(warn, "warning")}, ${fail} failed`,
      );
    },
  };
}

/** Plugins in the order in which they ran; those in a row that had nothing to say share a line. */
function groupIdle(plugins: TimelineEntry["plugins"]) {
  const groups: { names: readonly string[]; did: string; durationMs: number }[] = [];
  for (const { did, durationMs, plugin } of plugins) {
    const last = groups.at(-1);
    if (did === IDLE && last?.did === IDLE)
      groups[groups.length - 1] = { did, names: [...last.names, plugin], durationMs: last.durationMs + durationMs };
    else groups.push({ did, names: [plugin], durationMs });
  }
  return groups;
}

function toCount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function toTime(durationMs: number): string {
  return `${durationMs.toFixed(1).padStart(7)} ms`;
}

function indent(text: string): string {
  return toSafeText(text)
    .split("\n")
    .map((part) => (part === "" ? "" : `  ${part}`))
    .join("\n");
}
