import { toHookReentrant } from "../errors.ts";
import type { HandlerCall } from "./handler-call.ts";

/** Deepest nesting of one hook within itself. */
const MAX_DEPTH = 8;

/** A hook that comes around to itself again and again would never end. @throws HookExecutionError with code HOOK_REENTRANT */
export function assertNesting(hook: string, parent: HandlerCall): void {
  const chain: string[] = [];
  let depth = 0;
  for (let call: HandlerCall | undefined = parent; call !== undefined; call = call.run.settings.parent) {
    chain.unshift(call.run.plan.hook, call.handler.label);
    if (call.run.plan.hook === hook) depth += 1;
  }
  if (depth >= MAX_DEPTH) throw toHookReentrant(hook, depth, [...chain, hook]);
}
