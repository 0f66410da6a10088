import { toErrorMessage } from "../errors.ts";
import { isThenable } from "../thenable.ts";
import type { EmitOutcome } from "./emit-outcome.ts";
import type { EmitRun } from "./emit-run.ts";

/**
 * Puts what handlers asked for to the host, and turns everything but a plain yes into a denial. A promise only when
 * the host takes its time.
 */
export function resolveAsks(outcome: EmitOutcome, run: EmitRun): Promise<void> | undefined {
  const [first] = outcome.openAsks;
  if (first === undefined) return undefined;
  const { plugin, reason } = first;
  const { deadline, plan, services, settings } = run;
  const { guard, onAsk } = services;
  if (onAsk === undefined) return deny("nobody is there to answer", "ASK_UNANSWERED");
  const { signal } = settings;
  const controller = new AbortController();
  let answer: unknown;
  try {
    answer = onAsk({ hook: plan.hook, payload: outcome.payload, reasons: outcome.openAsks, signal: controller.signal });
  } catch (error) {
    return deny(`asking failed (${toErrorMessage(error)})`, "ASK_FAILED");
  }
  if (!isThenable(answer)) return decide(answer);
  return guard.settle(answer, { deadline, signal }).then((settlement) => {
    if (settlement.kind === "value") return decide(settlement.value);
    if (settlement.kind === "error") return deny(`asking failed (${toErrorMessage(settlement.error)})`, "ASK_FAILED");
    controller.abort(signal?.reason);
    return deny("there was no answer in time", "ASK_UNANSWERED");
  });

  function decide(decision: unknown): undefined {
    if (decision === "allow") return undefined;
    return decision === "deny" ? deny("the answer was no", "ASK_DENIED") : deny('the answer was neither "allow" nor "deny"', "ASK_FAILED");
  }

  /** Whoever reads the denial learns what the question was. */
  function deny(why: string, code: string): undefined {
    outcome.verdict.deny(plugin, `${plugin} asks, and ${why}: ${reason}`, code);
  }
}
