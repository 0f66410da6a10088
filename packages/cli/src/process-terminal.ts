import type { Terminal } from "./terminal.ts";

/**
 * This process. From now on standard output is the command's alone: what a plugin prints, with `console.log` for
 * example, goes to standard error, so that the answer stays one document.
 */
export function createProcessTerminal(): Terminal {
  const { stderr, stdout } = process;
  const own = Object.create(stdout, { write: { value: stdout.write.bind(stdout) } }) as Terminal["stdout"];
  stdout.write = stderr.write.bind(stderr);
  return {
    stdout: own,
    stderr,
    // Opened when it is asked for: an open input would have to be closed.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    get exitCode() {
      return process.exitCode;
    },
    set exitCode(code) {
      process.exitCode = code;
    },
    cwd: () => process.cwd(),
    once: (event: string, listener: (reason: unknown) => void) => process.once(event, listener),
  };
}
