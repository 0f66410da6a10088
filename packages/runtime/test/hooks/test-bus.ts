import { type EmitReport, type HookKind, type HookSpec, loadResultValidators, VOCABULARY } from "@kodex/manifest";
import { createHookBus, type HookBus, type HookBusOptions } from "../../src/hooks/hook-bus.ts";
import { createResultChecks } from "../../src/hooks/result-checks.ts";
import type { EmitSettings } from "../../src/hooks/emit-services.ts";
import type { Handler } from "../../src/hooks/handler.ts";
import type { HostedHandler } from "../../src/hosting/isolation-backend.ts";
import { createSchemaCompiler } from "../../src/schemas/schema-compiler.ts";
import { createCallGuard } from "../../src/resilience/call-guard.ts";
import { createFakeClock, type FakeClock } from "../../src/testing/index.ts";
import { createHandler } from "../handlers.ts";

/** A bus on a clock that stands still, with short ways to fill it. */
export interface TestBus extends HookBus {
  /** Its clock. */
  readonly clock: FakeClock;
  /** Answers that came too late, as `plugin hook ms`. */
  readonly late: readonly string[];
  /** Emits that let nothing else run, as `plugins hook ms`. */
  readonly blocked: readonly string[];
  /** Adds a plugin's handler. Returns how to remove it. */
  handle(hook: string, name: string, call: HostedHandler, changes?: Partial<Handler>): () => void;
  /** Emits; always a promise. */
  emit(hook: string, payload: unknown, settings?: EmitSettings): Promise<EmitReport>;
}

const results = createResultChecks(loadResultValidators);
await results.prepare();

/** An event of a kind that takes one field and the usual extras. */
export function createSpec(kinds: readonly HookKind[], changes: Partial<HookSpec> = {}): HookSpec {
  return {
    kinds,
    summary: "",
    fields: ["text", "id"],
    rewrites: kinds.includes("transform"),
    extras: kinds.includes("transform") && kinds.includes("provide") ? ["answer"] : [],
    pinned: ["id"],
    ...(kinds.length === 2 && kinds.includes("provide") ? { answer: "answer" } : {}),
    historic: false,
    hostOnly: false,
    ...changes,
  };
}

/** A bus over the vocabulary and further events. */
export function createTestBus(
  specs: Readonly<Record<string, HookSpec>> = {},
  options: Partial<Pick<HookBusOptions, "isStrict" | "onAsk" | "schemas" | "invokeWithin">> = {},
): TestBus {
  const clock = createFakeClock();
  const late: string[] = [];
  const blocked: string[] = [];
  let events = 0;
  const bus = createHookBus({
    specs: new Map([...Object.entries(VOCABULARY), ...Object.entries(specs)]),
    results,
    schemas: new Map(),
    compiler: createSchemaCompiler(),
    guard: createCallGuard(clock),
    onAsk: undefined,
    onLate: (plugin, hook, lateMs) => void late.push(`${plugin} ${hook} ${lateMs}`),
    onBlocked: (plugins, hook, blockedMs) => void blocked.push(`${plugins.join("+")} ${hook} ${blockedMs}`),
    invokeWithin: () => Promise.reject(new Error("there are no capabilities")),
    createEnvelope: (hook, { sessionId }, origin) => ({
      id: `e${(events += 1)}`,
      hook,
      cwd: "/work",
      origin,
      ...(sessionId === undefined ? {} : { sessionId }),
    }),
    ...options,
  });
  return {
    ...bus,
    hooks: bus.hooks,
    clock,
    late,
    blocked,
    handle: (hook, name, call, changes = {}) => bus.add(hook, [createHandler({ name, call, ...changes })]),
    emit: async (hook, payload, settings = {}) => bus.dispatch(hook, payload, settings),
  };
}
