import type { Diagnostic, HookSpec } from "@kodex/manifest";
import { type AnswerReader, createAnswerReader, type ResultCheck } from "./answer.ts";
import type { EventChecks } from "./event-checks.ts";
import type { Handler } from "./handler.ts";
import { orderHandlers } from "./handler-order.ts";
import { createHandlerSelector, type HandlerSelector } from "./handler-selector.ts";

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
  /** The event's own schemas; hooks of the vocabulary have none. */
  readonly checks: EventChecks | undefined;
  /** Least time that a handler has, in milliseconds. */
  readonly shortestMs: number;
  /** Reads what handlers return. */
  readonly readAnswer: AnswerReader;
  /** Whether the handlers do not see one another, and so all start at once. */
  readonly isConcurrent: boolean;
  /** What it means when nobody votes: a hook that decides allows, others decide nothing. */
  readonly silence: "allow" | undefined;
  /** Whether an emit can be denied: an observer or a provider that fails is none the worse for the others. */
  readonly canDeny: boolean;
  /** Order constraints that could not be honoured. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a plan is made of. */
export interface PlanOptions {
  /** Rules of the hook. */
  readonly spec: HookSpec;
  /** Its handlers, in the order in which they came. */
  readonly handlers: readonly Handler[];
  /** The event's own schemas. */
  readonly checks?: EventChecks | undefined;
  /** Checks a result against the hook's schema, where it has one. */
  readonly checkResult?: ResultCheck | undefined;
  /** Whether results must be JSON, and the payloads that they make are deeply frozen. */
  readonly isStrict?: boolean;
}

/** Prepares one hook. Made anew when its handlers change, never per emit. */
export function createDispatchPlan(hook: string, options: PlanOptions): DispatchPlan {
  const { checkResult, checks, handlers, isStrict = false, spec } = options;
  const order = orderHandlers(hook, handlers);
  return {
    hook,
    spec,
    handlers: order.handlers,
    select: createHandlerSelector(order.handlers),
    checks,
    shortestMs: order.handlers.reduce((least, { timeoutMs }) => Math.min(least, timeoutMs), Infinity),
    readAnswer: createAnswerReader(spec, { checkResult, isStrict }),
    isConcurrent: spec.kinds.includes("observe"),
    silence: spec.kinds.includes("gate") ? "allow" : undefined,
    canDeny: spec.kinds.includes("gate") || spec.kinds.includes("transform"),
    diagnostics: order.diagnostics,
  };
}
