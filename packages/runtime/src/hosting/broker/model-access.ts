import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { Clock } from "../../clock.ts";
import { toModelUnavailable } from "../../errors.ts";
import type { ModelRequest, ModelResponse } from "../../plugin.ts";
import type { BrokerCall } from "../broker.ts";
import type { ModelProvider } from "../model-provider.ts";
import type { GrantCheck } from "./grant-check.ts";
import { createTokenBudget, type TokenBudget } from "./token-budget.ts";

interface Limits {
  readonly tokensPerCall?: number;
  readonly tokensPerSession?: number;
  readonly requestsPerMinute?: number;
}

/** Access to the host's model within the granted budget, which is reserved before a call and settled after it. */
export function createModelAccess(
  plugin: AdmittedPlugin,
  grants: GrantCheck,
  options: { readonly clock: Clock; readonly model: ModelProvider | undefined },
) {
  const budgets = new Map<string, TokenBudget>();
  const requests: number[] = [];

  return async (request: ModelRequest, call: BrokerCall): Promise<ModelResponse> => {
    const { model } = options;
    const wanted = toRequest(request);
    const atom = `model:${wanted.class}`;
    const limits = findLimits(wanted.class, grants);
    if (limits === undefined) {
      grants.assertGranted(`${atom}:{}`);
      return grants.refuse(atom, "its grant cannot be read");
    }
    if (model === undefined) throw toModelUnavailable(plugin.id);
    call.signal.throwIfAborted();
    const budget = budgets.get(call.sessionId ?? "") ?? createTokenBudget();
    budgets.set(call.sessionId ?? "", budget);
    const reservation = budget.reserve(wanted, limits);
    if (typeof reservation === "string") return grants.refuse(atom, reservation);
    if (!countRequest(requests, limits, options.clock.now())) {
      reservation.settle(0);
      return grants.refuse(atom, `more than ${limits.requestsPerMinute} requests within a minute`);
    }
    const { maxTokens } = reservation;
    try {
      const response = await withAbort(
        model.generate(maxTokens === undefined ? wanted : { ...wanted, maxTokens }, { signal: call.signal }),
        call.signal,
      );
      reservation.settle(response.usage.inputTokens + response.usage.outputTokens);
      return response;
    } catch (error) {
      // Of a call that was cut off nobody knows what it has used: all that it might have. A failed one has used nothing.
      if (!call.signal.aborted) reservation.settle(0);
      throw error;
    }
  };
}

/** The request with what a provider may see of it, and nothing else. */
function toRequest({ class: name, maxTokens, prompt, system }: ModelRequest): ModelRequest {
  for (const [key, value] of Object.entries({ class: name, prompt, system: system ?? "" }))
    if (typeof value !== "string") throw new TypeError(`"${key}" of a model request is not a text`);
  if (maxTokens !== undefined && !(Number.isSafeInteger(maxTokens) && maxTokens > 0))
    throw new TypeError(`"maxTokens" of a model request is ${maxTokens}, and must be a whole number above 0`);
  return { class: name, prompt, ...(system === undefined ? {} : { system }), ...(maxTokens === undefined ? {} : { maxTokens }) };
}

/** Limits of the grant for a class; nothing when there is none that can be read. */
function findLimits(name: string, { grants }: GrantCheck): Limits | undefined {
  const prefix = `model:${name}:`;
  const grant = grants.find((atom) => atom.startsWith(prefix));
  try {
    const limits: unknown = grant === undefined ? undefined : JSON.parse(grant.slice(prefix.length));
    return typeof limits === "object" && limits !== null && Object.values(limits).every((limit) => typeof limit === "number")
      ? limits
      : undefined;
  } catch {
    // A grant that cannot be read grants nothing.
    return undefined;
  }
}

function countRequest(requests: number[], { requestsPerMinute }: Limits, now: number): boolean {
  while (requests.length > 0 && (requests[0] as number) <= now - 60_000) requests.shift();
  if (requestsPerMinute !== undefined && requests.length >= requestsPerMinute) return false;
  requests.push(now);
  return true;
}

/** The answer, or the end of the call: a provider that does not look at its signal must not hold a plugin. */
function withAbort<Value>(answer: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    void Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", onAbort));
  });
}
