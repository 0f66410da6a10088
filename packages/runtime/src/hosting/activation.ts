import type { CallGuard } from "../calls/call-guard.ts";
import { type PluginLoadError, toActivationTimeout } from "../errors.ts";

/** Longest time that a plugin may take to become active, in milliseconds. */
const ACTIVATION_LIMIT_MS = 10_000;

/** Something that is done once, at the first call. */
export interface Activation {
  /** Does it; concurrent and later calls share the outcome, a failure too. */
  run(): Promise<void>;
  /** Whether it has been done. */
  readonly isDone: boolean;
  /** Forgets the outcome, so that the next call does it anew. */
  reset(): void;
  /** Ends it for good: a run under way and every later one rejects with the error. Idempotent. */
  stop(error: PluginLoadError): void;
}

/**
 * Runs `activate` once, with a deadline. Its signal aborts when nobody waits any more: the deadline has passed, or the
 * activation was stopped. What it opens after that is its own to close.
 */
export function createActivation(plugin: string, guard: CallGuard, activate: (signal: AbortSignal) => Promise<void>): Activation {
  const stopping = new AbortController();
  let outcome: Promise<void> | undefined;
  let isDone = false;

  async function run(): Promise<void> {
    stopping.signal.throwIfAborted();
    const controller = new AbortController();
    const settlement = await guard.settle(activate(controller.signal), {
      deadline: guard.now() + ACTIVATION_LIMIT_MS,
      signal: stopping.signal,
    });
    if (settlement.kind === "error") throw settlement.error;
    if (settlement.kind !== "value") {
      const error = settlement.kind === "timeout" ? toActivationTimeout(plugin, ACTIVATION_LIMIT_MS) : stopping.signal.reason;
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
    reset() {
      outcome = undefined;
      isDone = false;
    },
    stop(error) {
      if (stopping.signal.aborted) return;
      stopping.abort(error);
      // One that is under way ends with the error by itself; what is done must be asked for anew, and is refused.
      if (isDone) outcome = undefined;
      isDone = false;
    },
  };
}
