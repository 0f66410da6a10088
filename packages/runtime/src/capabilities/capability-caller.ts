import type { InvokeReport } from "@kodex/manifest";
import validRange from "semver/ranges/valid.js";
import type { CallGuard, CallLimits } from "../calls/call-guard.ts";
import type { CallScope } from "../calls/call-scope.ts";
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
import { toInnerDeadline } from "../calls/inner-deadline.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";
import type { CapabilityIndex, Provider } from "./capability-index.ts";

/** Default deadline of a call, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 10_000;

/** A JSON Schema. */
type Schema = Parameters<SchemaCompiler["compile"]>[0];

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
  /** Longest time for activation and for all providers together, in milliseconds. Default: 10000 for each provider, once it is active. */
  readonly timeoutMs?: number | undefined;
  /** When the call that this one is nested in is over, on the guard's clock. */
  readonly outerDeadline?: number;
  /** Makes the scope of one provider's call. */
  createScope(plugin: string, signal: AbortSignal, deadline: number): CallScope;
}

/** Calls capabilities. */
export interface CapabilityCaller {
  /** Calls the first provider that fits; the next one when it fails, is idempotent, and there is time left. @throws CapabilityError */
  call(call: CapabilityCall): Promise<InvokeReport>;
}

/** A caller over an index. Input and output are checked against the provider's schemas. */
export function createCapabilityCaller(index: CapabilityIndex, guard: CallGuard, schemas: SchemaCompiler): CapabilityCaller {
  return {
    async call(call) {
      const providers = resolveProviders(index, call);
      const deadline = toDeadline(call, guard.now());
      let failure: unknown;
      for (const provider of providers) {
        try {
          return await callProvider(provider, call, deadline);
        } catch (error) {
          failure = error;
          if (!mayFallOver(provider, error) || guard.now() >= deadline) break;
        }
      }
      throw failure;
    },
  };

  async function callProvider(provider: Provider, call: CapabilityCall, deadline: number): Promise<InvokeReport> {
    const { capability, declaration, plugin } = provider;
    const startedAt = guard.now();
    const inputProblems = await findProblems(provider, declaration.input, call.input);
    if (inputProblems.length > 0) throw toCapabilityInputInvalid(capability, plugin, inputProblems);
    const output = await run(provider, call, deadline);
    const outputProblems = await findProblems(provider, declaration.output, output);
    if (outputProblems.length > 0) throw toCapabilityOutputInvalid(capability, plugin, outputProblems);
    return { plugin, output, durationMs: guard.now() - startedAt };
  }

  async function findProblems({ capability, plugin }: Provider, schema: Schema, value: unknown): Promise<readonly string[]> {
    const check = await schemas.compile(schema).catch((error: unknown) => {
      throw toCapabilityFailed(capability, plugin, error);
    });
    return check(value);
  }

  /** The handler's own time begins once its plugin is active. */
  async function run(provider: Provider, call: CapabilityCall, limit: number): Promise<unknown> {
    const { capability, contexts, hosted, plugin } = provider;
    if (call.signal?.aborted === true) throw toCapabilityAborted(capability, plugin);
    await settle(provider, hosted.activate(), { deadline: limit, signal: call.signal });
    const deadline = call.timeoutMs === undefined ? Math.min(limit, guard.now() + DEFAULT_TIMEOUT_MS) : limit;
    const controller = new AbortController();
    const context = contexts(call.createScope(plugin, controller.signal, deadline));
    const answer = (async () => hosted.capability(capability)(call.input, context))();
    return settle(provider, answer, { deadline, signal: call.signal }).catch((error: unknown) => {
      controller.abort(error);
      throw error;
    });
  }

  async function settle({ capability, plugin }: Provider, answer: Promise<unknown>, limits: CallLimits): Promise<unknown> {
    const startedAt = guard.now();
    const settlement = await guard.settle(answer, limits);
    switch (settlement.kind) {
      case "value":
        return settlement.value;
      case "error":
        throw toCapabilityFailed(capability, plugin, settlement.error);
      case "timeout":
        throw toCapabilityTimeout(capability, plugin, Math.round(limits.deadline - startedAt));
      case "aborted":
        throw toCapabilityAborted(capability, plugin);
    }
  }
}

/** When all providers together must be done; never, where only the default of each holds. */
function toDeadline({ outerDeadline = Infinity, timeoutMs }: CapabilityCall, now: number): number {
  if (timeoutMs !== undefined && !(timeoutMs >= 0)) throw toOptionInvalid("timeoutMs", `is ${timeoutMs}, and must be 0 or more`);
  return Math.min(now + (timeoutMs ?? Infinity), toInnerDeadline(now, outerDeadline));
}

/** The caller's own mistake stays one with every provider; a side effect must not happen twice. */
function mayFallOver({ declaration }: Provider, error: unknown): boolean {
  const isCallers = error instanceof CapabilityError && (error.code === "CAPABILITY_INPUT_INVALID" || error.code === "CAPABILITY_ABORTED");
  return declaration.idempotent && !isCallers;
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
