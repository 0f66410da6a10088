import { type ChildProcess, spawn } from "node:child_process";
import { confine } from "./workspace-path.ts";
import { MAX_RESULT, readText, toTextInput, type WorkspaceTool } from "./workspace-tool.ts";

/** How commands are run. */
export interface ShellOptions {
  /** Longest time of a command, in milliseconds. Default 60000. */
  readonly limitMs?: number;
  /** Variables of the agent that a command sees, and no others. */
  readonly env: NodeJS.ProcessEnv;
}

/** What a command needs to run; names of start-up files such as `BASH_ENV` stay out, and so do the agent's secrets. */
const VARIABLES = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "USER"];
const DEFAULT_LIMIT_MS = 60_000;

/** A tool that runs a command in one folder: no profile, no terminal, no input; what it has started is ended with it. */
export function createShellTool(root: string, { env, limitMs = DEFAULT_LIMIT_MS }: ShellOptions): WorkspaceTool {
  return {
    name: "run_shell",
    description: `Runs a shell command in the workspace; it has ${limitMs / 1000} seconds`,
    input: toTextInput({ command: "The command." }),
    async run(input, signal) {
      const command = readText(input, "command");
      const cwd = await confine(root, ".");
      signal.throwIfAborted();
      const known = Object.fromEntries(VARIABLES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
      const child = spawn("sh", ["-c", command], { cwd, env: known, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      return finish(child, limitMs, signal);
    },
  };
}

function finish(child: ChildProcess, limitMs: number, signal: AbortSignal): Promise<string> {
  const output = collect(child);
  return new Promise((resolve, reject) => {
    let stopped: Error | undefined;
    const stop = (reason: Error): void => {
      stopped ??= reason;
      endGroup(child);
    };
    const onAbort = (): void => stop(signal.reason instanceof Error ? signal.reason : new Error("the command was aborted"));
    const timer = setTimeout(() => stop(new Error(`the command did not end within ${limitMs} ms`)), limitMs);
    signal.addEventListener("abort", onAbort, { once: true });
    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    child.on("error", (error) => {
      release();
      reject(error);
    });
    child.on("close", (code, killedBy) => {
      release();
      if (stopped === undefined) resolve(`${killedBy === null ? `exit code ${code}` : `signal ${killedBy}`}\n${output()}`.trimEnd());
      else reject(stopped);
    });
  });
}

/** Both streams in the order in which they come, cut where it is too much. */
function collect({ stderr, stdout }: ChildProcess): () => string {
  let text = "";
  let lost = 0;
  for (const stream of [stdout, stderr])
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      const kept = chunk.slice(0, MAX_RESULT - text.length);
      text += kept;
      lost += chunk.length - kept.length;
    });
  return () => (lost === 0 ? text : `${text}\n… ${lost} more characters`);
}

/** Ends the command and everything that it has started: they share a process group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // The group is gone already; what else it could be is for the caller to know.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
