import { createContext, Script } from "node:vm";

/** Runs synchronous work that may never end by itself. */
export interface TimeLimit {
  /** What `work` returns. @throws what it throws, and an Error when it takes longer than the limit */
  run<Value>(work: () => Value): Value;
}

/** A limit in milliseconds of wall time. Costs some 0.2 ms a run, so it is for work that needs it only. */
export function createTimeLimit(limitMs: number): TimeLimit {
  const box: { work?: (() => unknown) | undefined } = {};
  let script: Script | undefined;
  return {
    run(work) {
      if (script === undefined) {
        createContext(box);
        script = new Script("work()");
      }
      box.work = work;
      try {
        return script.runInContext(box, { timeout: limitMs }) as never;
      } catch (error) {
        if ((error as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
        throw new Error(`it takes longer than ${limitMs} ms`, { cause: error });
      } finally {
        box.work = undefined;
      }
    },
  };
}
