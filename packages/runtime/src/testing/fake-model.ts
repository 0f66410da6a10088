import type { ModelProvider } from "../hosting/model-provider.ts";
import type { ModelRequest } from "../plugin.ts";

/** A model that answers what it is told to. */
export interface FakeModel extends ModelProvider {
  /** Requests in order. */
  readonly requests: readonly ModelRequest[];
}

/** A model that gives a text, or what a function makes of the request. Usage counts four characters a token. */
export function createFakeModel(answer: string | ((request: ModelRequest) => string)): FakeModel {
  const requests: ModelRequest[] = [];
  const toTokens = (text: string): number => Math.ceil(text.length / 4);
  return {
    requests,
    async generate(request) {
      requests.push(request);
      const text = typeof answer === "string" ? answer : answer(request);
      return { text, usage: { inputTokens: toTokens(request.prompt), outputTokens: toTokens(text) } };
    },
  };
}
