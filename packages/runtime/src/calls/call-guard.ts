/** Waits for plugins, but not forever. */
export interface CallGuard {
  /** The guard's clock, in milliseconds. */
  now(): number;
  /** Waits for an answer until the deadline or the abort, whichever comes first. Never rejects. */
  settle(answer: PromiseLike<unknown>, limits: CallLimits): Promise<Settlement>;
  /** Watches over a call that is waited for elsewhere. Returns the ticket of the watch, which ends by itself when it expires. */
  watch(deadline: number, target: Expirable): number;
  /** Lets a watch that has not expired go on with another call. */
  rewatch(ticket: number, deadline: number, target: Expirable): void;
  /** Ends a watch that has not expired. */
  unwatch(ticket: number): void;
}

/** Something that has a deadline. */
export interface Expirable {
  /** Called once, when the deadline has passed. Must not throw. */
  expire(): void;
}

/** How long a call may take. */
export interface CallLimits {
  /** Time on the guard's clock. */
  readonly deadline: number;
  /** Ends the wait early. */
  readonly signal?: AbortSignal | undefined;
}

/** How a wait ended. */
export type Settlement =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: unknown }
  | { readonly kind: "timeout" }
  | { readonly kind: "aborted" };
