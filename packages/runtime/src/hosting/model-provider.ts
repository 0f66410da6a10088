import type { ModelRequest, ModelResponse } from "../plugin.ts";

/** Serves plugins' model requests. The embedder brings one; there is none built in. */
export interface ModelProvider {
  /** One completion. */
  generate(request: ModelRequest, options: { readonly signal: AbortSignal }): Promise<ModelResponse>;
}
