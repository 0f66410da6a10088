import type { Diagnostic, HookSpec } from "@kodex/manifest";
import type { Handler } from "./handler.ts";
import { orderHandlers } from "./handler-order.ts";
import { createHandlerSelector, type HandlerSelector } from "./handler-selector.ts";

/** Says in a sentence what is wrong with a result, or nothing. */
export type ResultCheck = (result: unknown) => string | undefined;

/** Everything about one hook that does not change from emit to emit. */
export interface DispatchPlan {
  /** Name of the hook. */
  readonly hook: string;
  /** Its rules. */
  readonly spec: HookSpec;
  /** All handlers in order. */
  readonly handlers: readonly Handler[];
  /** Those that a payload selects. */
  readonly select: HandlerSelector;
  /** Checks a result against the hook's schema. */
  readonly checkResult: ResultCheck | undefined;
  /** Order constraints that could not be honoured. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Prepares one hook. Made anew when its handlers change, never per emit. */
export function createDispatchPlan(hook: string, spec: HookSpec, handlers: readonly Handler[], checkResult?: ResultCheck): DispatchPlan {
  const order = orderHandlers(hook, handlers);
  return {
    hook,
    spec,
    handlers: order.handlers,
    select: createHandlerSelector(order.handlers),
    checkResult,
    diagnostics: order.diagnostics,
  };
}
