import type { ChildProcessWithoutNullStreams } from "node:child_process";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { toExecAtom } from "@kodex/manifest";
import type { Clock } from "../../clock.ts";
import type { ExecOptions, ExecResult } from "../../plugin.ts";
import { toBaseEnvironment } from "../base-environment.ts";
import type { BrokerCall } from "../broker.ts";
import { killGroup, OWN_GROUP } from "../process-tree.ts";
import type { FilePlaces } from "./file-places.ts";
import type { GrantCheck } from "./grant-check.ts";

/** Most bytes that are kept of each stream. */
const MAX_STREAM_BYTES = 1024 * 1024;

/** What programs are run with. */
export interface ProgramOptions {
  /** The host's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Measures time limits. */
  readonly clock: Clock;
}

/** Runs granted programs: an argument array, no shell, a small environment, killed with the call and with all they started. */
export function createPrograms(grants: GrantCheck, toPlaces: (call: BrokerCall) => FilePlaces, { clock, env }: ProgramOptions) {
  const base = toBaseEnvironment(env);
  return async (bin: string, args: readonly string[], options: ExecOptions, call: BrokerCall): Promise<ExecResult> => {
    grants.assertGranted(toExecAtom(bin, args));
    const cwd = options.cwd === undefined ? call.cwd : await toPlaces(call).findFolder(options.cwd);
    // Loaded with the first program: most hosts start none.
    const { spawn } = await import("node:child_process");
    call.signal.throwIfAborted();
    const run = toRun(spawn(bin, args, { cwd, env: base, stdio: ["pipe", "pipe", "pipe"], ...OWN_GROUP }), options.stdin ?? "");
    const onAbort = (): void => run.kill();
    call.signal.addEventListener("abort", onAbort, { once: true });
    const timer = options.timeoutMs === undefined ? undefined : clock.schedule(run.kill, options.timeoutMs);
    try {
      const result = await run.result;
      call.signal.throwIfAborted();
      return result;
    } finally {
      timer?.cancel();
      call.signal.removeEventListener("abort", onAbort);
    }
  };
}

interface Run {
  readonly result: Promise<ExecResult>;
  kill(): void;
}

function toRun(child: ChildProcessWithoutNullStreams, stdin: string): Run {
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A program that does not read its input closes it: that is its right.
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  return {
    kill: () => killGroup(child),
    result: new Promise((resolve, reject) => {
      child.on("error", reject);
      // What it leaves running would hold its streams open.
      child.on("exit", () => killGroup(child));
      child.on("close", (exitCode) => resolve({ exitCode, stdout: stdout(), stderr: stderr() }));
    }),
  };
}

function collect(stream: Readable): () => string {
  const decoder = new StringDecoder("utf8");
  let text = "";
  let left = MAX_STREAM_BYTES;
  stream.on("data", (chunk: Buffer) => {
    const kept = chunk.subarray(0, left);
    left -= kept.length;
    if (kept.length > 0) text += decoder.write(kept);
  });
  // A character that is cut in half at the end of the room is left out.
  return () => (left > 0 ? text + decoder.end() : text);
}
