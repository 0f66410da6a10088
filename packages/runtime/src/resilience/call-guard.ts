import type { CallGuard, CallLimits, Settlement } from "../call-guard.ts";
import type { Clock } from "../clock.ts";
import { createWatchdog } from "./deadline.ts";

/** A guard whose waits share one watchdog. */
export function createCallGuard(clock: Clock): CallGuard {
  const watchdog = createWatchdog(clock);
  return {
    now: () => clock.now(),
    settle: (answer, limits) => new Promise((resolve) => wait(answer, limits, resolve)),
  };

  function wait(answer: PromiseLike<unknown>, limits: CallLimits, resolve: (settlement: Settlement) => void): void {
    const { deadline, signal, onLate } = limits;
    let over = false;
    const end = (settlement: Settlement): void => {
      if (over) return onLate?.(clock.now() - deadline);
      over = true;
      watchdog.cancel(ticket);
      signal?.removeEventListener("abort", onAbort);
      resolve(settlement);
    };
    const ticket = watchdog.watch(deadline, () => {
      over = true;
      signal?.removeEventListener("abort", onAbort);
      resolve({ kind: "timeout" });
    });
    const onAbort = (): void => end({ kind: "aborted" });
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
    follow(answer, end);
  }
}

/** A thenable of a plugin may throw, settle twice, or call back at once: a real promise tames it. */
function follow(answer: PromiseLike<unknown>, end: (settlement: Settlement) => void): void {
  const promise = answer instanceof Promise ? answer : Promise.resolve(answer);
  promise.then(
    (value: unknown) => end({ kind: "value", value }),
    (error: unknown) => end({ kind: "error", error }),
  );
}
