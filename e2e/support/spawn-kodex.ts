import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** How a command ended. */
export interface Ending {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Resolves as soon as this has been printed on either stream. */
  printed(text: string): Promise<void>;
}

/** Starts the packed `kodex` of an installation in a folder. */
export function spawnKodex(modules: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [join(modules, "@kodex/cli/dist/kodex.js"), ...words], {
    cwd,
    env: { ...process.env, KODEX_HOME: join(cwd, ".state"), KODEX_CONFIG_HOME: join(cwd, ".user"), ...env },
    timeout: 45_000,
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  const waiting = new Set<() => void>();
  const listen = (add: (text: string) => void) => (chunk: Buffer) => {
    add(chunk.toString("utf8"));
    for (const look of waiting) look();
  };
  child.stdout.on(
    "data",
    listen((text) => void (stdout += text)),
  );
  child.stderr.on(
    "data",
    listen((text) => void (stderr += text)),
  );
  child.stdin.end();
  const ended = new Promise<Ending>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    ended,
    printed: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!`${stdout}${stderr}`.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
