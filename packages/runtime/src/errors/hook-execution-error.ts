import { KodexError, type KodexErrorDetails } from "@kodex/manifest";
import { didYouMean, seeLogs, show } from "./phrasing.ts";
import { toErrorMessage, toHint } from "./thrown.ts";

/** Codes of `HookExecutionError`. */
export type HookErrorCode =
  | "HOOK_UNKNOWN"
  | "PAYLOAD_INVALID"
  | "HANDLER_FAILED"
  | "HANDLER_TIMEOUT"
  | "RESULT_INVALID"
  | "HOOK_REENTRANT"
  | "HANDLER_UNAVAILABLE";

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

export const toHookUnknown = (hook: string, known: Iterable<string>): HookExecutionError =>
  new HookExecutionError(`the hook ${show(hook)} does not exist`, {
    code: "HOOK_UNKNOWN",
    hook,
    hint: didYouMean(hook, known, "Declare it with `defineHooks`, or see `kodex schema hooks`."),
  });
export const toHandlerFailed = (plugin: string, hook: string, cause: unknown): HookExecutionError =>
  new HookExecutionError(`${plugin} failed in "${hook}": ${toErrorMessage(cause)}`, {
    code: "HANDLER_FAILED",
    hook,
    plugin,
    cause,
    ...(toHint(cause) ?? seeLogs(plugin)),
  });
export const toHandlerUnavailable = (plugin: string, hook: string, cause: unknown): HookExecutionError =>
  new HookExecutionError(`${plugin} could not be activated for "${hook}": ${toErrorMessage(cause)}`, {
    code: "HANDLER_UNAVAILABLE",
    hook,
    plugin,
    cause,
    hint: "Run `kodex doctor`.",
    ...toHint(cause),
  });
export const toHandlerTimeout = (plugin: string, hook: string, limitMs: number): HookExecutionError =>
  new HookExecutionError(`${plugin} did not answer "${hook}" within ${limitMs} ms`, {
    code: "HANDLER_TIMEOUT",
    hook,
    plugin,
    hint: `Raise "timeoutMs" of "${hook}", or do less in the handler.`,
  });
export const toResultInvalid = (plugin: string, hook: string, problem: string): HookExecutionError =>
  new HookExecutionError(`${plugin} answered "${hook}" with a result that does not fit: ${problem}`, {
    code: "RESULT_INVALID",
    hook,
    plugin,
    hint: `See \`kodex schema hooks\` for what "${hook}" may return.`,
  });
export const toPayloadInvalid = (hook: string, problems: readonly string[]): HookExecutionError =>
  new HookExecutionError(`the payload of "${hook}" does not fit: ${problems.join("; ")}`, {
    code: "PAYLOAD_INVALID",
    hook,
    hint: `Emit "${hook}" with a payload that fits its schema.`,
  });
export const toHookReentrant = (hook: string, depth: number, chain: readonly string[]): HookExecutionError =>
  new HookExecutionError(`"${hook}" was emitted within itself ${depth} levels deep: ${chain.join(" → ")}`, {
    code: "HOOK_REENTRANT",
    hook,
    hint: "Do not emit a hook from its own handlers.",
  });
