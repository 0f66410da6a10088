import type { InvokeReport } from "@kodex/manifest";
import validRange from "semver/ranges/valid.js";
import type { CallGuard, Settlement } from "../call-guard.ts";
import type { CallScope } from "../call-scope.ts";
import {
  CapabilityError,
  toCapabilityAborted,
  toCapabilityFailed,
  toCapabilityInputInvalid,
  toCapabilityNoProvider,
  toCapabilityOutputInvalid,
  toCapabilityTimeout,
  toCapabilityUnknown,
  toOptionInvalid,
} from "../errors.ts";
import type { SchemaCompiler } from "../json-schema.ts";
import type { CapabilityIndex, Provider } from "./capability-index.ts";

/** Default deadline of a call, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 10_000;

/** One wanted call. */
export interface CapabilityCall {
  /** Id of the capability. */
  readonly capability: string;
  /** Its input. */
  readonly input: unknown;
  /** SemVer range. */
  readonly range?: string | undefined;
  /** Name of the plugin that must serve it. */
  readonly plugin?: string | undefined;
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time for all providers together, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** When the call that this one is nested in is over, on the guard's clock. */
  readonly outerDeadline?: number;
  /** Makes the scope of one provider's call. */
  createScope(plugin: string, signal: AbortSignal, deadline: number): CallScope;
}

/** Calls capabilities. */
export interface CapabilityCaller {
  /** Calls the first provider that fits; the next one when it fails and the capability is idempotent. @throws CapabilityError */
  call(call: CapabilityCall): Promise<InvokeReport>;
}

/** A caller over an index. Input and output are checked against the provider's schemas. */
export function createCapabilityCaller(index: CapabilityIndex, guard: CallGuard, schemas: SchemaCompiler): CapabilityCaller {
  return {
    async call(call) {
      const providers = resolveProviders(index, call);
      const deadline = Math.min(guard.now() + (call.timeoutMs ?? DEFAULT_TIMEOUT_MS), call.outerDeadline ?? Infinity);
      for (const [place, provider] of providers.entries()) {
        try {
          return await callProvider(provider, call, deadline);
        } catch (error) {
          const isLast = place === providers.length - 1;
          // The caller's own mistake stays one with every provider; a side effect must not happen twice.
          if (isLast || !provider.declaration.idempotent || !isProvidersFault(error)) throw error;
        }
      }
      throw toCapabilityUnknown(call.capability, index.ids);
    },
  };

  async function callProvider(provider: Provider, call: CapabilityCall, deadline: number): Promise<InvokeReport> {
    const { capability, declaration, plugin } = provider;
    const startedAt = guard.now();
    const inputProblems = (await schemas.compile(declaration.input))(call.input);
    if (inputProblems.length > 0) throw toCapabilityInputInvalid(capability, plugin, inputProblems);
    const output = await run(provider, call, deadline);
    const outputProblems = (await schemas.compile(declaration.output))(output);
    if (outputProblems.length > 0) throw toCapabilityOutputInvalid(capability, plugin, outputProblems);
    return { plugin, output, durationMs: guard.now() - startedAt };
  }

  async function run(provider: Provider, call: CapabilityCall, deadline: number): Promise<unknown> {
    const { capability, contexts, hosted, plugin } = provider;
    const controller = new AbortController();
    const startedAt = guard.now();
    const answer = hosted
      .activate()
      .then(() => hosted.capability(capability)(call.input, contexts(call.createScope(plugin, controller.signal, deadline))));
    const settlement = await guard.settle(answer, { deadline, signal: call.signal });
    if (settlement.kind === "value") return settlement.value;
    const error = toFailure(provider, settlement, Math.round(deadline - startedAt));
    if (settlement.kind !== "error") controller.abort(error);
    throw error;
  }
}

function toFailure({ capability, plugin }: Provider, settlement: Exclude<Settlement, { kind: "value" }>, limitMs: number): CapabilityError {
  if (settlement.kind === "timeout") return toCapabilityTimeout(capability, plugin, limitMs);
  return settlement.kind === "aborted" ? toCapabilityAborted(capability, plugin) : toCapabilityFailed(capability, plugin, settlement.error);
}

function isProvidersFault(error: unknown): boolean {
  return !(error instanceof CapabilityError) || (error.code !== "CAPABILITY_INPUT_INVALID" && error.code !== "CAPABILITY_ABORTED");
}

function resolveProviders(index: CapabilityIndex, { capability, plugin, range }: CapabilityCall): readonly Provider[] {
  if (range !== undefined && validRange(range) === null)
    throw toOptionInvalid("range", `is ${JSON.stringify(range)}, which is not a SemVer range`);
  const all = index.find(capability);
  if (all.length === 0) throw toCapabilityUnknown(capability, index.ids);
  const fitting = index.find(capability, { ...(plugin === undefined ? {} : { plugin }), ...(range === undefined ? {} : { range }) });
  if (fitting.length > 0) return fitting;
  const wanted = [...(range === undefined ? [] : [`version ${range}`]), ...(plugin === undefined ? [] : [`plugin "${plugin}"`])].join(
    " and ",
  );
  throw toCapabilityNoProvider(
    capability,
    wanted,
    all.map((provider) => `${provider.declaration.version} of ${provider.plugin}`),
  );
}
