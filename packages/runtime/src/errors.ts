import { KodexError, type KodexErrorDetails } from "@kodex/manifest";

/** Codes of `PluginLoadError`. */
export type LoadErrorCode =
  | "PLUGIN_UNREADABLE"
  | "PLUGIN_ENTRY_MISSING"
  | "PLUGIN_SYNTAX_ERROR"
  | "PLUGIN_IMPORT_FAILED"
  | "PLUGIN_EXPORT_INVALID"
  | "PLUGIN_ACTIVATION_FAILED"
  | "PLUGIN_ACTIVATION_TIMEOUT"
  | "PLUGIN_COMMAND_FAILED"
  | "PLUGIN_PROTOCOL_ERROR"
  | "PLUGIN_EXITED"
  | "PLUGIN_DUPLICATE"
  | "PLUGIN_UNTRUSTED"
  | "PLUGIN_DISABLED"
  | "PLUGIN_SAFE_MODE"
  | "PLUGIN_CONFIG_INVALID"
  | "PLATFORM_UNSUPPORTED"
  | "ENGINE_UNSUPPORTED"
  | "REQUIREMENT_MISSING"
  | "REQUIREMENT_VERSION"
  | "REQUIREMENT_CYCLE"
  | "ISOLATION_UNAVAILABLE"
  | "HOOK_NOT_IMPLEMENTED"
  | "HOOK_NOT_DECLARED"
  | "CAPABILITY_NOT_IMPLEMENTED"
  | "CAPABILITY_NOT_DECLARED"
  | "SOURCE_FAILED";

/** Codes of `HookExecutionError`. */
export type HookErrorCode = "HOOK_UNKNOWN" | "HANDLER_FAILED" | "HANDLER_TIMEOUT" | "RESULT_INVALID" | "HANDLER_DENIED" | "HOOK_REENTRANT" | "EMIT_ABORTED" | "HANDLER_UNAVAILABLE";

/** Codes of `CapabilityError`. */
export type CapabilityErrorCode =
  | "CAPABILITY_UNKNOWN"
  | "CAPABILITY_NO_PROVIDER"
  | "CAPABILITY_INPUT_INVALID"
  | "CAPABILITY_OUTPUT_INVALID"
  | "CAPABILITY_FAILED"
  | "CAPABILITY_TIMEOUT"
  | "SCHEMA_REFUSED"
  | "MODEL_UNAVAILABLE";

/** Codes of `RuntimeStateError`. */
export type RuntimeStateErrorCode = "RUNTIME_NOT_LOADED" | "RUNTIME_CLOSED" | "OPTION_INVALID";

/** Codes of `PermissionDeniedError`. */
export type PermissionErrorCode = "PERMISSION_DENIED";

/** Every code of this package. */
export type RuntimeErrorCode = LoadErrorCode | HookErrorCode | CapabilityErrorCode | RuntimeStateErrorCode | PermissionErrorCode;

/** A plugin could not be found, admitted, imported or activated. */
export class PluginLoadError extends KodexError<LoadErrorCode> {
  override readonly name: string = "PluginLoadError";
}

/** A handler failed and the caller asked to be told by a rejection, or a hook could not be emitted. */
export class HookExecutionError extends KodexError<HookErrorCode> {
  override readonly name: string = "HookExecutionError";
  /** Hook that was emitted. */
  readonly hook: string;

  constructor(message: string, details: KodexErrorDetails<HookErrorCode> & { readonly hook: string }) {
    super(message, details);
    this.hook = details.hook;
  }
}

/** A capability could not be called, or its provider failed. */
export class CapabilityError extends KodexError<CapabilityErrorCode> {
  override readonly name: string = "CapabilityError";
  /** Id of the capability; empty where the error is about something else. */
  readonly capability: string;

  constructor(message: string, details: KodexErrorDetails<CapabilityErrorCode> & { readonly capability?: string }) {
    super(message, details);
    this.capability = details.capability ?? "";
  }
}

/** The runtime was used before `load`, after `close`, or with an option that makes no sense. */
export class RuntimeStateError extends KodexError<RuntimeStateErrorCode> {
  override readonly name: string = "RuntimeStateError";
}

/** A plugin asked for something that it is not granted. */
export class PermissionDeniedError extends KodexError<PermissionErrorCode> {
  override readonly name: string = "PermissionDeniedError";
  /** The atom that would have to be granted. */
  readonly atom: string;

  constructor(message: string, details: KodexErrorDetails<PermissionErrorCode> & { readonly atom: string }) {
    super(message, details);
    this.atom = details.atom;
  }
}

/** Text of anything that can be thrown. */
export function toErrorMessage(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message === "" ? thrown.name : thrown.message;
  if (typeof thrown === "object" && thrown !== null && typeof (thrown as { message?: unknown }).message === "string") return (thrown as { message: string }).message;
  if (thrown === undefined) return "undefined was thrown";
  return typeof thrown === "string" ? thrown : `a value of type ${thrown === null ? "null" : typeof thrown} was thrown`;
}
