import { isGranted } from "@kodex/manifest";
import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { Clock } from "../../clock.ts";
import { toModelUnavailable } from "../../errors.ts";
import type { ModelRequest, ModelResponse } from "../../plugin.ts";
import type { BrokerCall } from "../broker.ts";
import type { ModelProvider } from "../model-provider.ts";
import type { GrantCheck } from "./grant-check.ts";

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
  const spent = new Map<string, number>();
  const requests: number[] = [];
  return async (request: ModelRequest, call: BrokerCall): Promise<ModelResponse> => {
    const limits = findLimits(request.class, grants);
    if (limits === undefined) {
      grants.assertGranted(`model:${request.class}:{}`);
      return grants.refuse(`model:${request.class}`, "its grant cannot be read");
    }
    if (options.model === undefined) throw toModelUnavailable(plugin.id);
    const session = call.sessionId ?? "";
    const most = Math.min(
      request.maxTokens ?? Infinity,
      limits.tokensPerCall ?? Infinity,
      (limits.tokensPerSession ?? Infinity) - (spent.get(session) ?? 0),
    );
    // A call without a limit of its own may use all that is left: nobody can say beforehand how much it takes.
    if (most <= 0 || (limits.tokensPerCall !== undefined && (request.maxTokens ?? 0) > limits.tokensPerCall))
      return grants.refuse(`model:${request.class}`, "its token budget is used up");
    countRequest(requests, limits, options.clock, () =>
      grants.refuse(`model:${request.class}`, `more than ${limits.requestsPerMinute} requests within a minute`),
    );
    const reserved = Number.isFinite(most) ? most : 0;
    spent.set(session, (spent.get(session) ?? 0) + reserved);
    let used = 0;
    try {
      const response = await options.model.generate(Number.isFinite(most) ? { ...request, maxTokens: most } : request, {
        signal: call.signal,
      });
      used = response.usage.inputTokens + response.usage.outputTokens;
      return response;
    } finally {
      spent.set(session, (spent.get(session) ?? 0) - reserved + used);
    }
  };
}

/** Limits of the grant for a class; nothing when there is none. */
function findLimits(name: string, { grants }: GrantCheck): Limits | undefined {
  const prefix = `model:${name}:`;
  const grant = grants.find((atom) => atom.startsWith(prefix) && isGranted(atom, grants));
  return grant === undefined ? undefined : (JSON.parse(grant.slice(prefix.length)) as Limits);
}

function countRequest(requests: number[], { requestsPerMinute }: Limits, clock: Clock, refuse: () => never): void {
  const now = clock.now();
  while (requests.length > 0 && (requests[0] as number) <= now - 60_000) requests.shift();
  if (requestsPerMinute !== undefined && requests.length >= requestsPerMinute) refuse();
  requests.push(now);
}
