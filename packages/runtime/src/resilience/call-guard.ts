import type { CallGuard, CallLimits, Settlement } from "../calls/call-guard.ts";
import type { Clock } from "../clock.ts";
import { createWatchdog } from "./deadline.ts";

/** A guard whose waits share one watchdog. */
export function createCallGuard(clock: Clock): CallGuard {
  const watchdog = createWatchdog(clock);
  return {
    now: () => clock.now(),
    watch: watchdog.watch,
    rewatch: watchdog.rewatch,
    unwatch: watchdog.cancel,
    settle: (answer, limits) => new Promise((resolve) => wait(answer, limits, resolve)),
  };

  function wait(answer: PromiseLike<unknown>, { deadline, signal }: CallLimits, resolve: (settlement: Settlement) => void): void {
    let isOver = false;
    const end = (settlement: Settlement): void => {
      if (isOver) return;
      isOver = true;
      if (settlement.kind !== "timeout") watchdog.cancel(ticket);
      signal?.removeEventListener("abort", onAbort);
      resolve(settlement);
    };
    const onAbort = (): void => end({ kind: "aborted" });
    const ticket = watchdog.watch(deadline, { expire: () => end({ kind: "timeout" }) });
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
    void follow(answer, end);
  }
}

/** A thenable of a plugin may throw, settle twice, or call back at once: `await` tames it. */
async function follow(answer: PromiseLike<unknown>, end: (settlement: Settlement) => void): Promise<void> {
  try {
    end({ kind: "value", value: await answer });
  } catch (error) {
    end({ kind: "error", error });
  }
}
