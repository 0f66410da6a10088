/** The command was used wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** Stable code. */
  readonly code: UsageErrorCode;
  /** What to do instead. */
  readonly hint: string;

  constructor(code: UsageErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Codes of wrong use. */
export type UsageErrorCode =
  | "COMMAND_UNKNOWN"
  | "OPTION_UNKNOWN"
  | "OPTION_VALUE_INVALID"
  | "ARGUMENT_MISSING"
  | "ARGUMENT_UNEXPECTED"
  | "INPUT_INVALID"
  | "HOOK_UNKNOWN"
  | "SCHEMA_UNKNOWN";
