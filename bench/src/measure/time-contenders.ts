import { Bench } from "tinybench";

/** Does something once. A promise is waited for. */
export type Contender = () => unknown;

/** How long contenders run. */
export interface TimingSettings {
  /** Times that all of them run, one after the other. */
  readonly rounds: number;
  /** Time of one contender in one round, in milliseconds. */
  readonly timeMs: number;
  /** Calls per measured sample, so that the look at the clock does not count. */
  readonly batch: number;
}

/**
 * Times contenders against one another: nanoseconds per call, the best round's median for each. They take turns, so
 * that a machine that changes its speed changes it for all of them.
 */
export async function timeContenders(
  contenders: Readonly<Record<string, Contender>>,
  { batch, rounds, timeMs }: TimingSettings,
): Promise<Readonly<Record<string, number>>> {
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const bench = new Bench({ time: timeMs, warmupTime: round === 0 ? timeMs : timeMs / 4, throws: true });
    for (const [name, contender] of Object.entries(contenders)) bench.add(name, toBatch(contender, batch));
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (!("latency" in result)) throw new Error(`${name} was not measured: ${result.state}`);
      const perCall = (result.latency.p50 * 1e6) / batch;
      best[name] = Math.min(best[name] ?? Infinity, perCall);
    }
  }
  return best;
}

/** A function of its own per contender, so that the engine optimizes each by itself. */
function toBatch(contender: Contender, batch: number): () => unknown {
  const isAsync = contender() instanceof Promise;
  const body = isAsync
    ? "return async () => { for (let i = 0; i < batch; i += 1) await contender(); };"
    : "return () => { for (let i = 0; i < batch; i += 1) contender(); };";
  return new Function("contender", "batch", body)(contender, batch) as () => unknown;
}
