import { KodexError } from "@kodex/manifest";
import { show } from "./phrasing.ts";
import { toErrorMessage } from "./thrown.ts";

/** Codes of `RuntimeStateError`. */
export type RuntimeStateErrorCode = "RUNTIME_NOT_LOADED" | "RUNTIME_CLOSED" | "OPTION_INVALID";

/** The runtime was used before `load`, after `close`, or with an option that makes no sense. */
export class RuntimeStateError extends KodexError<RuntimeStateErrorCode> {
  override readonly name: string = "RuntimeStateError";
}

export const toRuntimeNotLoaded = (what: string): RuntimeStateError =>
  new RuntimeStateError(`${what} was called before load()`, { code: "RUNTIME_NOT_LOADED", hint: "Await `runtime.load()` first." });
export const toLoadFailed = (what: string, cause: unknown): RuntimeStateError =>
  new RuntimeStateError(`${what} was called although load() has failed: ${toErrorMessage(cause)}`, {
    code: "RUNTIME_NOT_LOADED",
    hint: "Mend what `runtime.load()` rejected with, then create a new runtime.",
    cause,
  });
export const toRuntimeClosed = (what: string): RuntimeStateError =>
  new RuntimeStateError(`${what} was called after close()`, { code: "RUNTIME_CLOSED", hint: "Create a new runtime." });
export const toOptionInvalid = (option: string, reason: string): RuntimeStateError =>
  new RuntimeStateError(`the option ${show(option)} ${reason}`, { code: "OPTION_INVALID", hint: `Mend ${show(option)}.` });
