import type { CallGuard } from "../call-guard.ts";
import { toActivationTimeout } from "../errors.ts";

/** Longest time that a plugin may take to become active, in milliseconds. */
const ACTIVATION_LIMIT_MS = 10_000;

/** Something that is done once, at the first call. */
export interface Activation {
  /** Does it; concurrent and later calls share the outcome, a failure too. */
  run(): Promise<void>;
  /** Whether it has been done. */
  readonly isDone: boolean;
  /** Whether it was ever begun. */
  readonly isBegun: boolean;
  /** Forgets the outcome, so that the next call does it anew. */
  reset(): void;
}

/** Runs `activate` once, with a deadline. The signal aborts when the deadline has passed. @throws PluginLoadError */
export function createActivation(plugin: string, guard: CallGuard, activate: (signal: AbortSignal) => Promise<void>): Activation {
  let outcome: Promise<void> | undefined;
  let isDone = false;

  async function run(): Promise<void> {
    const controller = new AbortController();
    const settlement = await guard.settle(activate(controller.signal), { deadline: guard.now() + ACTIVATION_LIMIT_MS });
    if (settlement.kind === "error") throw settlement.error;
    if (settlement.kind !== "value") {
      const error = toActivationTimeout(plugin, ACTIVATION_LIMIT_MS);
      controller.abort(error);
      throw error;
    }
    isDone = true;
  }

  return {
    run: () => (outcome ??= run()),
    get isDone() {
      return isDone;
    },
    get isBegun() {
      return outcome !== undefined;
    },
    reset() {
      outcome = undefined;
      isDone = false;
    },
  };
}
