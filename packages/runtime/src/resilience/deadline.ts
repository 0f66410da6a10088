import type { Clock, Timer } from "../clock.ts";

/** Watches all deadlines of a runtime with one timer. */
export interface Watchdog {
  /** Calls `onExpire` once when the clock has reached `deadline`. Returns the ticket to cancel it with. */
  watch(deadline: number, onExpire: () => void): number;
  /** Forgets a deadline. Each ticket once. */
  cancel(ticket: number): void;
  /** How many deadlines are being watched. */
  readonly size: number;
}

/**
 * One timer serves every call that is under way: starting and ending a call touches two array cells and, apart from
 * the first and the last of a busy time, no timer. While something is watched the timer keeps the process alive, so
 * that a handler that never settles ends in a timeout and not in a silent exit.
 */
export function createWatchdog(clock: Clock): Watchdog {
  let deadlines = new Float64Array(64).fill(Infinity);
  const callbacks: ((() => void) | undefined)[] = [];
  const free: number[] = [];
  let watched = 0;
  let nextAt = Infinity;
  let timer: Timer | undefined;

  function schedule(at: number): void {
    timer?.cancel();
    nextAt = at;
    timer = clock.schedule(tick, Math.max(0, Math.ceil(at - clock.now())));
  }

  function tick(): void {
    timer = undefined;
    nextAt = Infinity;
    const now = clock.now();
    const expired: number[] = [];
    let earliest = Infinity;
    for (let ticket = 0; ticket < callbacks.length; ticket += 1) {
      const deadline = deadlines[ticket] as number;
      if (deadline <= now) expired.push(ticket);
      else if (deadline < earliest) earliest = deadline;
    }
    if (earliest < Infinity) schedule(earliest);
    for (const ticket of expired) {
      // One that expires may cancel another of the same tick, whose ticket may then serve a new deadline.
      if ((deadlines[ticket] as number) > now) continue;
      const onExpire = callbacks[ticket] as () => void;
      release(ticket);
      onExpire();
    }
  }

  function release(ticket: number): void {
    deadlines[ticket] = Infinity;
    callbacks[ticket] = undefined;
    free.push(ticket);
    watched -= 1;
  }

  return {
    watch(deadline, onExpire) {
      const ticket = free.pop() ?? callbacks.length;
      if (ticket >= deadlines.length) {
        const larger = new Float64Array(deadlines.length * 2).fill(Infinity);
        larger.set(deadlines);
        deadlines = larger;
      }
      deadlines[ticket] = deadline;
      callbacks[ticket] = onExpire;
      watched += 1;
      if (deadline < nextAt) schedule(deadline);
      else if (watched === 1) timer?.keepAlive(true);
      return ticket;
    },
    cancel(ticket) {
      if (callbacks[ticket] === undefined) return;
      release(ticket);
      if (watched === 0) timer?.keepAlive(false);
    },
    get size() {
      return watched;
    },
  };
}
