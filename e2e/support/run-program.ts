import { execFile } from "node:child_process";

/** How a program ended, and what it printed on both streams. */
export interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** Runs a program to its end. A program that takes too long is ended and counts as failed. */
export function runProgram(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, timeout: 45_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ status: 0, output });
      else resolve({ status: typeof error.code === "number" ? error.code : 1, output: output === "" ? error.message : output });
    });
    child.stdin?.end();
  });
}
