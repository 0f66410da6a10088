import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs the built benchmarks to their end. */
export function runBench(args: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
  const program = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : typeof error.code === "number" ? error.code : 1, output: `${stdout}${stderr}` }),
    );
  });
}
