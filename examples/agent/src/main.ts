#!/usr/bin/env node
import { text } from "node:stream/consumers";
import { type AgentArguments, HELP, parseArguments } from "./arguments.ts";
import { createDemo } from "./demo.ts";
import { createPrinter } from "./printer.ts";
import { type AgentReport, runAgent } from "./run-agent.ts";
import { toSafeText } from "./safe-text.ts";
import { createTimeline } from "./timeline.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const cancel = new AbortController();
  process.once("SIGINT", () => cancel.abort());
  try {
    const given = parseArguments(words, process.stdin.isTTY === true);
    if (given.isHelp) {
      process.stdout.write(`${HELP}\n`);
      return 0;
    }
    return given.isDemo ? await showDemo(given, cancel.signal) : await work(given, [await readTask(given)], cancel.signal);
  } catch (error) {
    if (cancel.signal.aborted) {
      process.stderr.write("interrupted\n");
      return 130;
    }
    process.stderr.write(`${toSafeText(error instanceof Error ? error.message : String(error))}\n`);
    return error instanceof TypeError ? 2 : 1;
  }
}

async function showDemo(given: AgentArguments, signal: AbortSignal): Promise<number> {
  const { remove, stateDirectory, tasks, workspace } = createDemo();
  try {
    return await work({ ...given, workspace }, tasks, signal, stateDirectory);
  } finally {
    remove();
  }
}

async function work(given: AgentArguments, tasks: readonly string[], signal: AbortSignal, stateDirectory?: string): Promise<number> {
  const { ask, isJson, plugins, workspace } = given;
  const printer = createPrinter(process.stdout);
  const timeline = createTimeline((entry) => isJson || printer.entry(entry));
  if (!isJson) printer.heading(workspace, given.isDemo ? toDemoNote(process.env) : undefined);
  const report = await runAgent({
    workspace,
    tasks,
    plugins,
    ask,
    streams: { input: process.stdin, output: process.stderr },
    env: process.env,
    timeline,
    signal,
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
    ...(isJson ? {} : { onTask: printer.turn, onTurn: printer.outcome, onText: printer.text }),
  });
  if (isJson) process.stdout.write(`${JSON.stringify({ ...report, timeline: timeline.entries }, null, 2)}\n`);
  else printer.verdict(report.doctor);
  return toExitCode(report);
}

function toDemoNote(env: NodeJS.ProcessEnv): string {
  const who = env["KODEX_MODEL_URL"] === undefined ? "A script answers in place of a model" : "The model of KODEX_MODEL_URL answers";
  return `A copy of this repository, gone at the end. ${who}; what the plugins do is real.`;
}

async function readTask({ task }: AgentArguments): Promise<string> {
  return task ?? (await text(process.stdin)).trim();
}

function toExitCode({ doctor, turns }: AgentReport): number {
  return doctor.healthy && !turns.some(({ isDenied }) => isDenied) ? 0 : 1;
}
