import { toOptionInvalid } from "../errors.ts";
import { toInnerDeadline } from "../calls/inner-deadline.ts";
import type { EmitSettings } from "./emit-services.ts";

/** When an emit that begins now must be over, on the guard's clock. @throws RuntimeStateError with code OPTION_INVALID */
export function toEmitDeadline({ parent, timeoutMs }: EmitSettings, now: number): number {
  if (timeoutMs !== undefined && !(timeoutMs >= 0)) throw toOptionInvalid("timeoutMs", `is ${timeoutMs}, and must be 0 or more`);
  const own = timeoutMs === undefined ? Infinity : now + timeoutMs;
  return parent === undefined ? own : Math.min(own, toInnerDeadline(now, parent.deadline));
}
