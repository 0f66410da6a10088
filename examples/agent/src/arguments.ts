import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { AskMode } from "./ask.ts";

/** How the agent is called. */
export const HELP = `kodex-example-agent [task…]

  --workspace <dir>          folder that the agent works in; default: the current one
  --plugins <dir>            folder with more plugins; may be given several times
  --ask <allow|deny|prompt>  answer when a plugin asks; default: prompt on a terminal, else deny
  --demo                     a copy of this repository and tasks that show what the plugins do
  --json                     one JSON document instead of the timeline
  --help                     this text

  Without a task, it is read from standard input.
  KODEX_MODEL_URL names an OpenAI-compatible endpoint (and KODEX_MODEL, KODEX_MODEL_KEY); without it a script answers.`;

/** What the agent is to do. */
export interface AgentArguments {
  /** The task; nothing when it comes from standard input. */
  readonly task: string | undefined;
  /** Folder that it works in, absolute. */
  readonly workspace: string;
  /** Folders with more plugins, absolute. */
  readonly plugins: readonly string[];
  /** Who answers when a plugin asks. */
  readonly ask: AskMode;
  /** Whether to show the demo. */
  readonly isDemo: boolean;
  /** Whether to print one JSON document. */
  readonly isJson: boolean;
  /** Whether only the help is wanted. */
  readonly isHelp: boolean;
}

/** Reads the command line. @throws TypeError for what it does not know */
export function parseArguments(words: readonly string[], isTerminal: boolean): AgentArguments {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      workspace: { type: "string", default: "." },
      plugins: { type: "string", multiple: true, default: [] },
      ask: { type: "string", default: isTerminal ? "prompt" : "deny" },
      demo: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (!isAskMode(values.ask)) throw new TypeError(`--ask is "${values.ask}", and must be allow, deny or prompt`);
  return {
    task: positionals.length === 0 ? undefined : positionals.join(" "),
    workspace: resolve(values.workspace),
    plugins: values.plugins.map((folder) => resolve(folder)),
    ask: values.ask,
    isDemo: values.demo,
    isJson: values.json,
    isHelp: values.help,
  };
}

function isAskMode(value: string): value is AskMode {
  return value === "allow" || value === "deny" || value === "prompt";
}
