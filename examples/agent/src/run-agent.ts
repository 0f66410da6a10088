import { type DoctorReport, createRuntime, localPlugins } from "@kodex/runtime";
import { loadConfig } from "@kodex/runtime/tooling";
import { type AskMode, type AskStreams, createAsk } from "./ask.ts";
import { chooseModel } from "./model/choose-model.ts";
import { ownPlugins, trustOwnPlugins } from "./own-plugins.ts";
import { startSession } from "./session/agent-session.ts";
import type { TurnOutcome } from "./session/turn.ts";
import type { Timeline } from "./timeline.ts";
import { createWorkspaceTools } from "./tools/workspace-tools.ts";

/** What the agent is given to work with. */
export interface AgentOptions {
  /** Folder that it works in, absolute. */
  readonly workspace: string;
  /** Tasks, one turn each. */
  readonly tasks: readonly string[];
  /** Folders with more plugins, absolute. */
  readonly plugins: readonly string[];
  /** Who answers when a plugin asks. */
  readonly ask: AskMode;
  /** Where a person is asked. */
  readonly streams: AskStreams;
  /** The environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder for the plugins' data. Default: the runtime's. */
  readonly stateDirectory?: string;
  /** Where every step is written down. */
  readonly timeline: Timeline;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
  /** Told of each turn as it begins: which one, from 1, of how many. */
  readonly onTask?: (place: number, count: number) => void;
  /** Sees each turn as it ends. */
  readonly onTurn?: (outcome: TurnOutcome) => void;
  /** Receives the text of answers as it comes. */
  readonly onText?: (delta: string) => void;
}

/** What came of it. */
export interface AgentReport {
  /** The turns, in order. */
  readonly turns: readonly TurnOutcome[];
  /** Health of the plugins. */
  readonly doctor: DoctorReport;
}

/** Embeds the runtime, works on the tasks in one session, and asks the doctor at the end. */
export async function runAgent(options: AgentOptions): Promise<AgentReport> {
  const { env, onTask, onText, onTurn, plugins, signal, stateDirectory, tasks, timeline, workspace } = options;
  const { config, folders } = loadConfig({ cwd: workspace, env });
  await using runtime = await createRuntime({
    cwd: workspace,
    config,
    // What comes with the agent comes first: no plugin of the workspace can take its place.
    sources: [ownPlugins(), ...[...plugins, ...folders.map(({ folder }) => folder)].map((folder) => localPlugins(folder))],
    trust: trustOwnPlugins(config),
    onAsk: createAsk(options.ask, options.streams),
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
  });
  await runtime.load();
  const session = await startSession(runtime, {
    model: await chooseModel(env),
    tools: createWorkspaceTools(workspace, { env }),
    timeline,
    signal,
    ...(onText === undefined ? {} : { onText }),
  });
  const turns: TurnOutcome[] = [];
  try {
    for (const [index, task] of tasks.entries()) {
      onTask?.(index + 1, tasks.length);
      const outcome = await session.run(task);
      turns.push(outcome);
      onTurn?.(outcome);
      if (outcome.isDenied) break;
    }
  } finally {
    await session.end(signal.aborted ? "interrupted" : "done");
  }
  return { turns, doctor: await runtime.doctor() };
}
