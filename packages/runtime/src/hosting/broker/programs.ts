import { spawn } from "node:child_process";
import { toExecAtom } from "@kodex/manifest";
import type { ExecOptions, ExecResult } from "../../plugin.ts";
import type { BrokerCall } from "../broker.ts";
import type { GrantCheck } from "./grant-check.ts";

/** Most bytes that are kept of each stream. */
const MAX_STREAM_BYTES = 1024 * 1024;
/** What a program needs to run at all; everything else of the host's environment stays out. */
const BASE_VARIABLES = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SystemRoot"];

/** Runs granted programs: an argument array, no shell, a small environment, killed with the call. */
export function createPrograms(grants: GrantCheck, env: Readonly<Record<string, string | undefined>>) {
  const base = Object.fromEntries(
    BASE_VARIABLES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  ) as NodeJS.ProcessEnv;
  return async (bin: string, args: readonly string[], options: ExecOptions, call: BrokerCall): Promise<ExecResult> => {
    grants.assertGranted(toExecAtom(bin, args));
    call.signal.throwIfAborted();
    return run(bin, args, { ...options, cwd: options.cwd ?? call.cwd, env: base, signal: call.signal });
  };
}

function run(
  bin: string,
  args: readonly string[],
  options: ExecOptions & { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<ExecResult> {
  const { cwd, env, signal, stdin, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(bin, args, { cwd, env, signal, timeout: timeoutMs, killSignal: "SIGKILL", stdio: ["pipe", "pipe", "pipe"] });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout: stdout(), stderr: stderr() }));
    // A program that does not read its input closes it: that is its right.
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin ?? "");
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    const kept = chunk.subarray(0, MAX_STREAM_BYTES - bytes);
    bytes += kept.length;
    if (kept.length > 0) chunks.push(kept);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
