/** Waits for plugins, but not forever. */
export interface CallGuard {
  /** The guard's clock, in milliseconds. */
  now(): number;
  /** Waits for an answer until the deadline or the abort, whichever comes first. Never rejects. */
  settle(answer: PromiseLike<unknown>, limits: CallLimits): Promise<Settlement>;
}

/** How long a call may take. */
export interface CallLimits {
  /** Time on the guard's clock. */
  readonly deadline: number;
  /** Ends the wait early. */
  readonly signal?: AbortSignal | undefined;
  /** Told when the answer comes after the wait has ended. */
  readonly onLate?: (durationPastDeadlineMs: number) => void;
}

/** How a wait ended. */
export type Settlement =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: unknown }
  | { readonly kind: "timeout" }
  | { readonly kind: "aborted" };
