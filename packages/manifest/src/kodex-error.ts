const BRAND: unique symbol = Symbol.for("kodex.error") as never;

/** What an error carries beyond its message. */
export interface KodexErrorDetails<Code extends string = string> {
  /** Stable code in SCREAMING_SNAKE case; each has a row in `docs/errors.md`. */
  readonly code: Code;
  /** `name@version` of the plugin concerned. */
  readonly plugin?: string | undefined;
  /** One imperative sentence that names a file, key or command. */
  readonly hint?: string | undefined;
  /** What caused it. */
  readonly cause?: unknown;
}

/**
 * Base of every error that Kodex throws. The message says who, what, and the two names or numbers that disagree;
 * the remedy stands in `hint`.
 */
export class KodexError<Code extends string = string> extends Error {
  override readonly name: string = "KodexError";
  /** Stable code, public API. */
  readonly code: Code;
  /** `name@version` of the plugin concerned, if there is one. */
  readonly plugin: string | undefined;
  /** How to mend it, if there is a way to say. */
  readonly hint: string | undefined;

  constructor(message: string, details: KodexErrorDetails<Code>) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.plugin = details.plugin;
    this.hint = details.hint;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is a Kodex error, also one from another installed copy of this package. */
  static is(value: unknown): value is KodexError {
    return typeof value === "object" && value !== null && (value as Record<PropertyKey, unknown>)[BRAND] === true;
  }
}
