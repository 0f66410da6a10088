import type { HandlerReport } from "@kodex/manifest";
import {
  type HookExecutionError,
  toErrorMessage,
  toErrorValue,
  toHandlerFailed,
  toHandlerTimeout,
  toHandlerUnavailable,
  toResultInvalid,
} from "../errors.ts";
import type { HandlerCall } from "./handler-call.ts";

/** How one handler failed. */
export interface HandlerFailure {
  /** What its report says. */
  readonly status: "error" | "timeout" | "invalid";
  /** What a caller with `failFast` is given. */
  readonly failure: HookExecutionError;
  /** What was thrown. */
  readonly error: unknown;
}

/** What a handler, or the activation of its plugin, has thrown. */
export function toThrownFailure({ handler: { label }, run }: HandlerCall, error: unknown, isActivation: boolean): HandlerFailure {
  const toFailure = isActivation ? toHandlerUnavailable : toHandlerFailed;
  return { status: "error", error, failure: toFailure(label, run.plan.hook, error) };
}

/** A handler has not answered in time. */
export function toTimeoutFailure({ deadline, handler: { label }, run, startedAt }: HandlerCall): HandlerFailure {
  const error = toHandlerTimeout(label, run.plan.hook, Math.round(deadline - startedAt));
  return { status: "timeout", error, failure: error };
}

/** A handler's result breaks the rules of the hook, as a sentence says. */
export function toInvalidFailure(plugin: string, hook: string, problem: string): HandlerFailure {
  const error = toResultInvalid(plugin, hook, problem);
  return { status: "invalid", error, failure: error };
}

/** The report of a failed handler. Where its plugin could not be activated, the code says why not. */
export function toFailureReport(plugin: string, { error, failure, status }: HandlerFailure, durationMs: number | undefined): HandlerReport {
  const value = toErrorValue(error);
  const code = failure.code === "HANDLER_UNAVAILABLE" ? (value.code ?? failure.code) : failure.code;
  return { plugin, status, ...(durationMs === undefined ? undefined : { durationMs }), code, error: value };
}

/** Why a failure denies. */
export function toDenialReason(plugin: string, { error }: HandlerFailure): string {
  return `${plugin} failed and fails closed: ${toErrorMessage(error)}`;
}
