import { toErrorMessage } from "../errors.ts";
import { isThenable } from "../thenable.ts";
import type { EmitOutcome } from "./emit-outcome.ts";
import type { EmitServices } from "./emit-services.ts";

/** The emit that asks. */
export interface AskingEmit {
  /** Name of the hook. */
  readonly hook: string;
  /** When there must be an answer, on the guard's clock. */
  readonly deadline: number;
  /** Cancels the emit. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Puts what handlers asked for to the host, and turns everything but a plain yes into a denial. A promise only when
 * the host takes its time.
 */
export function resolveAsks(outcome: EmitOutcome, emit: AskingEmit, { guard, onAsk }: EmitServices): Promise<void> | undefined {
  const [first] = outcome.verdict.openAsks;
  if (first === undefined) return undefined;
  const { plugin } = first;
  if (onAsk === undefined) return deny(`${plugin} asks, and nobody is there to answer`, "ASK_UNANSWERED");
  const { deadline, hook, signal } = emit;
  const controller = new AbortController();
  let answer: unknown;
  try {
    answer = onAsk({ hook, payload: outcome.payload, reasons: outcome.verdict.openAsks, signal: controller.signal });
  } catch (error) {
    return deny(`asking failed: ${toErrorMessage(error)}`, "ASK_FAILED");
  }
  if (!isThenable(answer)) return decide(answer);
  return guard.settle(answer, { deadline, signal }).then((settlement) => {
    if (settlement.kind === "value") return decide(settlement.value);
    if (settlement.kind === "error") return deny(`asking failed: ${toErrorMessage(settlement.error)}`, "ASK_FAILED");
    controller.abort(signal?.reason);
    return deny(`${plugin} asks, and there was no answer in time`, "ASK_UNANSWERED");
  });

  function decide(decision: unknown): undefined {
    if (decision === "allow") return undefined;
    return decision === "deny"
      ? deny(`${plugin} asks, and the answer was no`, "ASK_DENIED")
      : deny(`${plugin} asks, and the answer was neither "allow" nor "deny"`, "ASK_FAILED");
  }

  function deny(reason: string, code: string): undefined {
    outcome.verdict.deny(plugin, reason, code);
  }
}
