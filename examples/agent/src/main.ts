#!/usr/bin/env node
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRuntime, localPlugins, packagePlugins } from "@kodex/runtime";
import { createPrinter } from "./printer.ts";
import { createScriptedModel } from "./scripted-model.ts";
import { runSession } from "./session.ts";
import { createTimeline } from "./timeline.ts";
import { createWorkspaceTools } from "./workspace-tools.ts";

const HELP = `kodex-example-agent [task…] [--workspace <dir>] [--plugins <dir>] [--demo] [--json]

  Without a task, it is read from standard input; --demo brings one.`;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      workspace: { type: "string" },
      plugins: { type: "string" },
      demo: { type: "boolean" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return print(HELP, 0);
  // `npm start` runs in the package's folder; the workspace of the demo is the repository around it.
  const workspace = resolve(values.workspace ?? (values.demo === true ? join(ownFolder(), "../..") : "."));
  const task = values.demo === true ? toDemoTask() : positionals.join(" ") || (await text(process.stdin)).trim();
  const printer = createPrinter(process.stdout);
  const isJson = values.json === true;
  const timeline = createTimeline((entry) => isJson || printer.entry(entry));
  const cancel = new AbortController();
  process.once("SIGINT", () => cancel.abort());
  await using runtime = await createRuntime({
    cwd: workspace,
    sources: [...(values.plugins === undefined ? [] : [localPlugins(resolve(values.plugins))]), packagePlugins({ from: ownFolder() })],
  });
  await runtime.load();
  if (!isJson) printer.heading(workspace);
  const outcome = await runSession(task, {
    runtime,
    model: createScriptedModel(),
    tools: createWorkspaceTools(workspace),
    timeline,
    signal: cancel.signal,
  });
  const report = await runtime.doctor();
  if (isJson)
    return print(
      JSON.stringify({ ...outcome, timeline: timeline.entries, doctor: report }, null, 2),
      report.healthy && !outcome.isDenied ? 0 : 1,
    );
  printer.outcome(outcome);
  printer.verdict(report);
  return report.healthy && !outcome.isDenied ? 0 : 1;
}

function ownFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "..");
}

/** A task with a credential in it, put together here so that no file of this repository holds one. */
function toDemoTask(): string {
  const token = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
  return `Show what changed in this repository since the last commit and summarize the README. If you need to push, my token is ${token}.`;
}

function print(message: string, code: number): number {
  process.stdout.write(`${message}\n`);
  return code;
}
