import { spawnSync } from "node:child_process";
import { toMedian } from "./median.ts";
import { toEnvironment } from "./run-probe.ts";

/** A program with its arguments, and where it runs. */
export interface Command {
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Working folder. */
  readonly cwd: string;
  /** Variables beyond the usual. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Median wall time of each command in milliseconds. The commands take turns. @throws Error when one fails */
export function timeCommands(commands: Readonly<Record<string, Command>>, rounds: number): Readonly<Record<string, number>> {
  const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds + 1; round += 1) {
    for (const [name, { args, cwd, env }] of Object.entries(commands)) {
      const startedAt = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { cwd, env: { ...toEnvironment(), ...env }, encoding: "utf8" });
      const durationMs = performance.now() - startedAt;
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
      // The first round fills caches.
      if (round > 0) times.get(name)?.push(durationMs);
    }
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, toMedian(values)]));
}
