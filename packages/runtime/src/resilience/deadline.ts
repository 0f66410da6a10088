import type { Expirable } from "../calls/call-guard.ts";
import type { Clock, Timer } from "../clock.ts";

/** Watches all deadlines of a runtime with one timer. */
export interface Watchdog {
  /** Lets `target` expire once when the clock has reached `deadline`. Returns the ticket, which is void after that. */
  readonly watch: (deadline: number, target: Expirable) => number;
  /** Uses a valid ticket for another deadline. */
  readonly rewatch: (ticket: number, deadline: number, target: Expirable) => void;
  /** Gives a valid ticket back. */
  readonly cancel: (ticket: number) => void;
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
  const targets: (Expirable | undefined)[] = [];
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
    for (let ticket = 0; ticket < targets.length; ticket += 1) {
      const deadline = deadlines[ticket] as number;
      if (deadline <= now) expired.push(ticket);
      else if (deadline < earliest) earliest = deadline;
    }
    if (earliest < Infinity) schedule(earliest);
    for (const ticket of expired) {
      // One that expires may cancel another of the same tick, whose ticket may then serve a new deadline.
      if ((deadlines[ticket] as number) > now) continue;
      const target = targets[ticket] as Expirable;
      release(ticket);
      target.expire();
    }
  }

  function release(ticket: number): void {
    deadlines[ticket] = Infinity;
    targets[ticket] = undefined;
    free.push(ticket);
    watched -= 1;
  }

  return {
    watch(deadline, target) {
      const ticket = free.pop() ?? targets.length;
      if (ticket >= deadlines.length) {
        const larger = new Float64Array(deadlines.length * 2).fill(Infinity);
        larger.set(deadlines);
        deadlines = larger;
      }
      deadlines[ticket] = deadline;
      targets[ticket] = target;
      watched += 1;
      if (deadline < nextAt) schedule(deadline);
      else if (watched === 1) timer?.keepAlive(true);
      return ticket;
    },
    rewatch(ticket, deadline, target) {
      deadlines[ticket] = deadline;
      targets[ticket] = target;
      if (deadline < nextAt) schedule(deadline);
    },
    cancel(ticket) {
      release(ticket);
      if (watched === 0) timer?.keepAlive(false);
    },
    get size() {
      return watched;
    },
  };
}
