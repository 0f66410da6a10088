import { resolve } from "node:path";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import { toCommandFailed } from "../errors.ts";
import type { PluginLog } from "../plugin.ts";
import type { HostExit } from "./host-exit.ts";
import { killGroup, OWN_GROUP } from "./process-tree.ts";
import { logStderr } from "./stderr-log.ts";

/** Most bytes that may wait for a guest to read them. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;
/** Time after the end of a process in which the last of its output is read, in milliseconds. */
const LAST_OUTPUT_MS = 200;

/** A process of a plugin, with its standard streams. It does not keep the host's process alive. */
export interface GuestProcess {
  /** Sends text to its standard input. False when it has stopped reading: more waits for it than a guest may leave unread. */
  write(text: string): boolean;
  /** Ends its standard input. */
  endInput(): void;
  /** Kills it and what it has started. Idempotent. */
  kill(): void;
  /** How it ended, such as `exit code 1`. Never rejects. */
  readonly ended: Promise<string>;
}

/** What a guest process is started with. */
export interface GuestProcessOptions {
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes its standard output as it comes. */
  readonly onOutput: (chunk: Buffer) => void;
  /** Takes its standard error. */
  readonly log: PluginLog;
  /** Ends it with the host. */
  readonly hostExit: HostExit;
}

/** Starts the command of a plugin in the plugin's folder. @throws PluginLoadError with code PLUGIN_COMMAND_FAILED */
export async function startGuestProcess(plugin: AdmittedPlugin, options: GuestProcessOptions): Promise<GuestProcess> {
  const [program = "", ...args] = plugin.manifest.command ?? [];
  const { root } = plugin.candidate;
  // Loaded with the first process: most hosts start none.
  const { spawn } = await import("node:child_process");
  const bin = /^\.{1,2}[/\\]/.test(program) ? resolve(root, program) : program;
  const child = spawn(bin, args, { cwd: root, env: options.env, stdio: ["pipe", "pipe", "pipe"], ...OWN_GROUP });
  const unwatch = options.hostExit.watch(() => killGroup(child));
  const ended = new Promise<string>((end) => {
    child.on("exit", (code, signal) => {
      unwatch();
      // What it leaves running would hold its streams open, and nobody could end it later.
      killGroup(child);
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      // The last of its output comes before "close", which one that has left the group can delay for as long as it likes.
      child.on("close", () => end(how));
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LAST_OUTPUT_MS).unref();
    });
  });
  child.stdout.on("data", options.onOutput);
  logStderr(child.stderr, options.log);
  // A guest that has ended takes no more input; how it ended is told by itself.
  child.stdin.on("error", () => undefined);
  await new Promise<void>((started, failed) => {
    child.on("spawn", started);
    child.on("error", (error) => {
      unwatch();
      failed(toCommandFailed(plugin.id, program, error));
    });
  });
  // A host that has nothing else to do may end; whoever waits for an answer keeps it alive by the call's deadline.
  for (const handle of [child, child.stdin, child.stdout, child.stderr]) (handle as { unref?(): void }).unref?.();
  return {
    write(text) {
      child.stdin.write(text);
      return child.stdin.writableLength <= MAX_UNREAD_BYTES;
    },
    endInput: () => void child.stdin.end(),
    kill: () => killGroup(child),
    ended,
  };
}
