import { describe, expect, test, vi } from "vitest";
import type { CallScope } from "../../src/calls/call-scope.ts";
import { type CapabilityCall, type CapabilityCaller, createCapabilityCaller } from "../../src/capabilities/capability-caller.ts";
import { createCapabilityIndex, type Provider } from "../../src/capabilities/capability-index.ts";
import { CapabilityError, toActivationFailed } from "../../src/errors.ts";
import type { HostedHandler } from "../../src/hosting/isolation-backend.ts";
import { createSchemaCompiler } from "../../src/schemas/schema-compiler.ts";
import { createCallGuard } from "../../src/resilience/call-guard.ts";
import { createFakeClock, type FakeClock } from "../../src/testing/index.ts";
import { createProvider, type ProviderChanges } from "./providers.ts";

const never = new Promise<never>(() => undefined);
function fails(message: string): HostedHandler {
  return () => {
    throw new Error(message);
  };
}

interface TestCaller {
  readonly clock: FakeClock;
  /** Calls `code.format` and lets its answer come. */
  call(input?: unknown, changes?: Partial<CapabilityCall>): ReturnType<CapabilityCaller["call"]>;
}

function createTestCaller(providers: readonly Provider[]): TestCaller {
  const clock = createFakeClock();
  const caller = createCapabilityCaller(createCapabilityIndex(providers), createCallGuard(clock), createSchemaCompiler());
  return {
    clock,
    call: (input = null, changes = {}) =>
      caller.call({
        capability: "code.format",
        input,
        createScope: (_, signal, deadline) => ({ signal, deadline }) as unknown as CallScope,
        ...changes,
      }),
  };
}

/** Lets a call that is not answered run out of time, without a rejection that nobody handles. */
async function settle(clock: FakeClock, called: Promise<unknown>, durationMs: number): Promise<unknown> {
  const outcome = called.catch((error: unknown) => error);
  // The schemas of a call are compiled between turns of the event loop.
  for (let turn = 0; turn < 5; turn += 1) await clock.advance(0);
  await clock.advance(durationMs);
  return outcome;
}

describe("who is asked", () => {
  const providers = [
    createProvider("new", { version: "2.0.0", call: () => "new" }),
    createProvider("old", { version: "1.0.0", call: async () => "old" }),
  ];

  test("the first that fits, and no other", async () => {
    const { call } = createTestCaller(providers);
    expect(await call()).toEqual({ plugin: "new@1.0.0", output: "new", durationMs: 0 });
    expect(await call(null, { range: "^1" })).toMatchObject({ plugin: "old@1.0.0", output: "old" });
    expect(await call(null, { plugin: "old" })).toMatchObject({ plugin: "old@1.0.0" });
  });

  test("nobody, where nobody provides it", async () => {
    const refused = createTestCaller(providers).call(null, { capability: "code.fromat" });
    await expect(refused).rejects.toBeInstanceOf(CapabilityError);
    await expect(refused).rejects.toMatchObject({
      code: "CAPABILITY_UNKNOWN",
      capability: "code.fromat",
      message: 'no plugin provides the capability "code.fromat"',
      hint: 'Did you mean "code.format"?',
    });
  });

  test.each([
    [{ range: "^3" }, "version ^3"],
    [{ plugin: "other" }, 'plugin "other"'],
    [{ plugin: "old", range: "^2" }, 'version ^2 and plugin "old"'],
  ])("nobody, where none fits %j", async (query, wanted) => {
    await expect(createTestCaller(providers).call(null, query)).rejects.toMatchObject({
      code: "CAPABILITY_NO_PROVIDER",
      message: `no provider of "code.format" fits ${wanted}; there is 2.0.0 of new@1.0.0, 1.0.0 of old@1.0.0`,
      hint: "See `kodex capabilities code.format` for its providers and their versions.",
    });
  });

  test.each([
    [{ range: "newest" }, 'the option "range" is "newest", which is not a SemVer range'],
    [{ timeoutMs: Number.NaN }, 'the option "timeoutMs" is NaN, and must be 0 or more'],
    [{ timeoutMs: -1 }, 'the option "timeoutMs" is -1, and must be 0 or more'],
  ])("nobody, for %j", async (options, message) => {
    await expect(createTestCaller(providers).call(null, options)).rejects.toMatchObject({ code: "OPTION_INVALID", message });
  });
});

describe("schemas", () => {
  const text = { type: "object", properties: { text: { type: "string" } }, required: ["text"], additionalProperties: false };

  test("the input is checked before the plugin is activated", async () => {
    const provider = createProvider("a", { input: text });
    await expect(createTestCaller([provider]).call({ txt: 1 })).rejects.toMatchObject({
      code: "CAPABILITY_INPUT_INVALID",
      plugin: "a@1.0.0",
      message:
        'the input of "code.format" does not fit the schema of a@1.0.0: the value must have required property \'text\'; the value must NOT have additional properties ("txt")',
      hint: "See `kodex capabilities` for the schema.",
    });
    expect(provider.hosted.calls).toBe(0);
  });

  test("the output is checked, and a wrong one is the plugin's fault", async () => {
    await expect(createTestCaller([createProvider("a", { output: text, call: () => ({ text: 7 }) })]).call()).rejects.toMatchObject({
      code: "CAPABILITY_OUTPUT_INVALID",
      plugin: "a@1.0.0",
      message: 'a@1.0.0 answered "code.format" with an output that does not fit its schema: /text must be string',
      hint: "Mend the plugin, or its schema.",
    });
  });

  test("one that is refused is said to be its plugin's", async () => {
    const refused = createTestCaller([createProvider("a", { input: { type: "nothing" } })]).call();
    await expect(refused).rejects.toMatchObject({ code: "CAPABILITY_FAILED", plugin: "a@1.0.0", cause: { code: "SCHEMA_REFUSED" } });
    await expect(refused).rejects.toThrow(/^a@1\.0\.0 failed in "code\.format": a JSON Schema was refused: /);
  });
});

describe("failures", () => {
  test.each([
    ["a throw", fails("no"), "no"],
    ["a rejection", () => Promise.reject(new Error("later")), "later"],
    ["a rejection with undefined", () => Promise.reject(undefined), "undefined was thrown"],
  ])("%s is typed, and names who failed at what", async (_, call, cause) => {
    await expect(createTestCaller([createProvider("a", { call })]).call()).rejects.toMatchObject({
      name: "CapabilityError",
      code: "CAPABILITY_FAILED",
      plugin: "a@1.0.0",
      capability: "code.format",
      message: `a@1.0.0 failed in "code.format": ${cause}`,
    });
  });

  test("an activation that fails is one, and its error is the cause", async () => {
    const cause = toActivationFailed("a@1.0.0", new Error("no such file"));
    const provider = createProvider("a", { activate: () => Promise.reject(cause) });
    await expect(createTestCaller([provider]).call()).rejects.toMatchObject({ code: "CAPABILITY_FAILED", cause });
  });

  test("a provider that hangs is told to stop after ten seconds, which begin once its plugin is active", async () => {
    let signal: AbortSignal | undefined;
    const { clock, call } = createTestCaller([
      createProvider("a", {
        activate: () => new Promise((resolve) => void clock.schedule(resolve, 5000)),
        call: (_, ctx) => ((signal = ctx.signal), never),
      }),
    ]);
    const called = call();
    expect(await settle(clock, Promise.race([called, Promise.resolve("waits")]), 14_999)).toBe("waits");
    expect(signal?.aborted).toBe(false);
    expect(await settle(clock, called, 1)).toMatchObject({
      code: "CAPABILITY_TIMEOUT",
      plugin: "a@1.0.0",
      message: 'a@1.0.0 did not answer "code.format" within 10000 ms',
      hint: "Raise `timeoutMs` of the call.",
    });
    expect(signal?.reason).toMatchObject({ code: "CAPABILITY_TIMEOUT" });
  });

  test("a limit of the caller's own holds for the activation as well", async () => {
    const { clock, call } = createTestCaller([createProvider("a", { activate: () => never })]);
    expect(await settle(clock, call(null, { timeoutMs: 300 }), 300)).toMatchObject({
      code: "CAPABILITY_TIMEOUT",
      message: 'a@1.0.0 did not answer "code.format" within 300 ms',
    });
  });

  test("an abort ends the call, and one that came before it keeps the plugin asleep", async () => {
    let signal: AbortSignal | undefined;
    const provider = createProvider("a", { call: (_, ctx) => ((signal = ctx.signal), never) });
    const { clock, call } = createTestCaller([provider]);
    await expect(call(null, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "CAPABILITY_ABORTED",
      message: 'the call of "code.format" to a@1.0.0 was aborted',
    });
    expect(provider.hosted.calls).toBe(0);
    const controller = new AbortController();
    const called = call(null, { signal: controller.signal }).catch((error: unknown) => error);
    await clock.advance(10);
    controller.abort();
    expect(await called).toMatchObject({ code: "CAPABILITY_ABORTED" });
    expect(signal?.aborted).toBe(true);
  });

  test("a call within another ends a little before it", async () => {
    const { clock, call } = createTestCaller([createProvider("a", { call: () => never })]);
    expect(await settle(clock, call(null, { outerDeadline: 1000, timeoutMs: 60_000 }), 950)).toMatchObject({
      code: "CAPABILITY_TIMEOUT",
      message: 'a@1.0.0 did not answer "code.format" within 950 ms',
    });
  });
});

describe("falling over to the next provider", () => {
  const good = () => createProvider("good", { priority: -1, call: () => "good" });

  test.each([
    ["throws", { call: fails("no") }],
    ["answers nonsense", { output: { type: "string" }, call: () => 1 }],
    ["cannot be activated", { activate: () => Promise.reject(new Error("no")) }],
    ["has a schema that is refused", { input: { type: "nothing" } }],
  ] satisfies [string, ProviderChanges][])("happens when an idempotent one %s", async (_, changes) => {
    expect(await createTestCaller([createProvider("bad", { idempotent: true, ...changes }), good()]).call()).toMatchObject({
      plugin: "good@1.0.0",
      output: "good",
    });
  });

  test("never happens when the failed one is not idempotent", async () => {
    const next = vi.fn(() => "good");
    const { call } = createTestCaller([
      createProvider("bad", { call: fails("half done") }),
      createProvider("good", { priority: -1, call: next }),
    ]);
    await expect(call()).rejects.toMatchObject({ code: "CAPABILITY_FAILED", plugin: "bad@1.0.0" });
    expect(next).not.toHaveBeenCalled();
  });

  test("never happens for what is the caller's doing", async () => {
    const next = vi.fn(() => "good");
    const picky = createProvider("picky", { idempotent: true, input: { type: "string" }, call: () => never });
    const { clock, call } = createTestCaller([picky, createProvider("good", { priority: -1, call: next })]);
    await expect(call(1)).rejects.toMatchObject({ code: "CAPABILITY_INPUT_INVALID", plugin: "picky@1.0.0" });
    const controller = new AbortController();
    const called = call("text", { signal: controller.signal }).catch((error: unknown) => error);
    await clock.advance(10);
    controller.abort();
    expect(await called).toMatchObject({ code: "CAPABILITY_ABORTED" });
    expect(next).not.toHaveBeenCalled();
  });

  test("goes on after a timeout while there is time, and not when the caller's is used up", async () => {
    const next = vi.fn(() => "good");
    const { clock, call } = createTestCaller([
      createProvider("slow", { idempotent: true, call: () => never }),
      createProvider("good", { priority: -1, call: next }),
    ]);
    expect(await settle(clock, call(), 10_000)).toMatchObject({ plugin: "good@1.0.0" });
    expect(await settle(clock, call(null, { timeoutMs: 100 }), 100)).toMatchObject({ code: "CAPABILITY_TIMEOUT", plugin: "slow@1.0.0" });
    expect(next).toHaveBeenCalledOnce();
  });

  test("ends with the last one's error", async () => {
    const providers = ["a", "b", "c"].map((name) => createProvider(name, { idempotent: true, call: fails(name) }));
    await expect(createTestCaller(providers).call()).rejects.toMatchObject({
      plugin: "c@1.0.0",
      message: 'c@1.0.0 failed in "code.format": c',
    });
  });
});
