import type { EmitReport, HookKind, HookSpec } from "@kodex/manifest";
import { describe, expect, test } from "vitest";
import { HookExecutionError, toPluginExited } from "../../src/errors.ts";
import type { HostedHandler } from "../../src/hosting/isolation-backend.ts";
import { createSpec, createTestBus, type TestBus } from "./test-bus.ts";

const PAYLOAD = { text: "as given", id: 1 };
const never = new Promise<never>(() => undefined);

const kinds: Readonly<Record<string, readonly HookKind[]>> = {
  observe: ["observe"],
  transform: ["transform"],
  gate: ["gate"],
  provide: ["provide"],
  "transform + gate": ["transform", "gate"],
  "transform + provide": ["transform", "provide"],
};

/** How a handler fails, what its report says, and why a guard that fails so denies. */
interface Failure {
  readonly call: HostedHandler;
  readonly status: "error" | "timeout" | "invalid";
  readonly code: string;
  readonly error: { readonly name: string; readonly message: string; readonly code?: string };
}

const thrown = (call: HostedHandler, name: string, message: string): Failure => ({
  call,
  status: "error",
  code: "HANDLER_FAILED",
  error: { name, message },
});
const invalid = (result: unknown, problem: string): Failure => ({
  call: () => result,
  status: "invalid",
  code: "RESULT_INVALID",
  error: {
    name: "HookExecutionError",
    code: "RESULT_INVALID",
    message: `bad@1.0.0 answered "x:event" with a result that does not fit: ${problem}`,
  },
});

const faults: Readonly<Record<string, Failure>> = {
  throw: thrown(
    () => {
      throw new TypeError("no");
    },
    "TypeError",
    "no",
  ),
  "throw of a text": thrown(
    () => {
      // eslint-disable-next-line no-throw-literal
      throw "just words";
    },
    "string",
    "just words",
  ),
  "throw of null": thrown(
    () => {
      throw null;
    },
    "object",
    "null was thrown",
  ),
  rejection: thrown(() => Promise.reject(new RangeError("too far")), "RangeError", "too far"),
  "rejection with undefined": thrown(() => Promise.reject(undefined), "undefined", "undefined was thrown"),
  timeout: {
    call: () => never,
    status: "timeout",
    code: "HANDLER_TIMEOUT",
    error: { name: "HookExecutionError", code: "HANDLER_TIMEOUT", message: 'bad@1.0.0 did not answer "x:event" within 1000 ms' },
  },
  "crash of its process": {
    call: () => Promise.reject(toPluginExited("bad@1.0.0", "signal SIGKILL")),
    status: "error",
    code: "HANDLER_FAILED",
    error: { name: "PluginLoadError", code: "PLUGIN_EXITED", message: toPluginExited("bad@1.0.0", "signal SIGKILL").message },
  },
  "getter that throws": {
    call: () => ({
      get text(): string {
        throw new Error("trap");
      },
    }),
    status: "invalid",
    code: "RESULT_INVALID",
    error: {
      name: "HookExecutionError",
      code: "RESULT_INVALID",
      message: 'bad@1.0.0 answered "x:event" with a result that does not fit: it cannot be read: trap',
    },
  },
};

/** Results that are wrong only where a patch or a vote is expected. */
const wrongAnswers: Readonly<Record<string, Failure>> = {
  "function returned": invalid(() => 1, "an object or nothing is expected, not a function"),
  "null returned": invalid(null, "an object or nothing is expected, not null"),
  "text returned": invalid("x", 'an object or nothing is expected, not "x"'),
  "list returned": invalid([1], "an object or nothing is expected, not a list"),
  "unknown key returned": invalid({ txet: "x" }, '"txet" is neither a field of the payload nor a key of the result'),
  "pinned field changed": invalid({ id: 2 }, '"id" is pinned and was changed'),
  "prototype key returned": invalid(
    JSON.parse('{"__proto__":{"polluted":true}}'),
    '"__proto__" is neither a field of the payload nor a key of the result',
  ),
};

const readsResults = (kind: readonly HookKind[]): boolean => kind.includes("transform") || kind.includes("gate");

async function emit(bus: TestBus): Promise<EmitReport> {
  const report = bus.emit("x:event", PAYLOAD);
  await bus.clock.advance(5000);
  return report;
}

function fill(spec: HookSpec, failure: Failure, failsClosed: boolean): TestBus {
  const bus = createTestBus({ "x:event": spec });
  bus.handle("x:event", "bad", failure.call, { failsClosed, priority: 1 });
  bus.handle("x:event", "good", () => undefined);
  return bus;
}

const cells = Object.entries(kinds).flatMap(([kind, list]) =>
  Object.entries(readsResults(list) ? { ...faults, ...wrongAnswers } : faults)
    // What observers return is not looked at, and a provider may answer with anything that is JSON.
    .filter(([fault]) => readsResults(list) || fault !== "getter that throws")
    .flatMap(([fault, failure]) => (["open", "closed"] as const).map((policy) => ({ kind, list, fault, failure, policy }))),
);

describe.each(cells)("$kind × $fault × $policy", ({ failure, list, policy }) => {
  const denies = policy === "closed" && readsResults(list);

  test(denies ? "denies, says who and why, and skips the rest" : "is recorded, and the others go on", async () => {
    const report = await emit(fill(createSpec(list), failure, policy === "closed"));
    const [bad, good] = report.handlers;
    expect(bad).toMatchObject({ plugin: "bad@1.0.0", status: failure.status, code: failure.code, error: failure.error });
    expect(report.payload).toBe(PAYLOAD);
    expect(report.value).toBeUndefined();
    if (denies) {
      expect(report.decision).toBe("deny");
      expect(report.reasons).toEqual([
        {
          plugin: "bad@1.0.0",
          decision: "deny",
          reason: `bad@1.0.0 failed and fails closed: ${failure.error.message}`,
          code: failure.code,
        },
      ]);
      expect(good).toEqual({ plugin: "good@1.0.0", status: "skipped", code: "AFTER_DENY" });
    } else {
      expect(report.decision).toBe(list.includes("gate") ? "allow" : undefined);
      expect(report.reasons).toEqual([]);
      expect(good).toMatchObject({ plugin: "good@1.0.0", status: "ok" });
    }
  });

  test("with failFast rejects with an error that names plugin, hook and cause", async () => {
    const bus = fill(createSpec(list), failure, policy === "closed");
    const emitted = bus.emit("x:event", PAYLOAD, { failFast: true });
    const caught = emitted.catch((error: unknown) => error);
    await bus.clock.advance(5000);
    const error = await caught;
    expect(error).toBeInstanceOf(HookExecutionError);
    expect(error).toMatchObject({ code: failure.code, plugin: "bad@1.0.0", hook: "x:event" });
    if (failure.code === "HANDLER_FAILED" && failure.error.name !== "undefined")
      expect(String(((error as Error).cause as Error | null)?.message ?? (error as Error).cause)).toBe(
        failure.error.message === "null was thrown" ? "null" : failure.error.message,
      );
  });
});

test.each([
  ["a function", () => () => 1, "a JSON value is expected, not a function"],
  ["a symbol", () => Symbol("s"), "a JSON value is expected, not a symbol"],
  ["a bigint", () => 1n, "a JSON value is expected, not a bigint"],
])("a provider that answers with %s is invalid, and the next one is asked", async (_, call, problem) => {
  const bus = createTestBus({ "x:event": createSpec(["provide"]) });
  bus.handle("x:event", "bad", call, { priority: 1 });
  bus.handle("x:event", "good", () => "answer");
  const { handlers, value } = await bus.emit("x:event", PAYLOAD);
  expect(handlers[0]).toMatchObject({ status: "invalid", code: "RESULT_INVALID" });
  expect(handlers[0]?.error?.message).toBe(`bad@1.0.0 answered "x:event" with a result that does not fit: ${problem}`);
  expect(value).toBe("answer");
});

test.each([
  ["a function", () => 1],
  ["null", null],
  ["a text", "x"],
])("an observer may return %s: nobody looks at it", async (_, result) => {
  const bus = createTestBus({ "x:event": createSpec(["observe"]) });
  bus.handle("x:event", "odd", () => result);
  const { handlers, payload } = await bus.emit("x:event", PAYLOAD);
  expect(handlers).toEqual([{ plugin: "odd@1.0.0", status: "ok", value: result }]);
  expect(payload).toBe(PAYLOAD);
});

test.each([
  ["prompt.preprocess", { text: 1 }, "the result has a number at /text, where a text is expected"],
  ["agent.spawn", { prompt: 1 }, "the result has a number at /prompt, where a text is expected"],
  ["prompt.context", { blocks: {} }, "the result has an object at /blocks, where a list is expected"],
])("a result that breaks the schema of %s is invalid, and a sentence names the field", async (hook, result, problem) => {
  const bus = createTestBus();
  bus.handle(hook, "bad", () => result, { failsClosed: true });
  const payload = { text: "a", type: "t", prompt: "p", blocks: [] };
  const report = await bus.emit(hook, payload);
  expect(report.handlers[0]?.error?.message).toBe(`bad@1.0.0 answered "${hook}" with a result that does not fit: ${problem}`);
  expect(report).toMatchObject({ decision: "deny", payload });
});

test("no promise of a handler is left unhandled, however late it rejects", async () => {
  const unhandled: unknown[] = [];
  const listen = (error: unknown): void => void unhandled.push(error);
  process.on("unhandledRejection", listen);
  try {
    const bus = createTestBus();
    const { promise, reject } = toResolvers();
    bus.handle("tool.before", "late", () => promise);
    bus.handle("turn.start", "observer", () => promise);
    bus.handle("turn.start", "failing", () => Promise.reject(new Error("at once")), { priority: -1 });
    const emitted = Promise.all([
      bus.emit("tool.before", {}),
      bus.emit("turn.start", {}, { failFast: true }).catch((error: unknown) => (error as Error).message),
    ]);
    await bus.clock.advance(1500);
    reject(new Error("much too late"));
    await bus.clock.advance(10);
    expect((await emitted)[1]).toBe('failing@1.0.0 failed in "turn.start": at once');
    expect((await emitted)[0].handlers[0]).toMatchObject({ status: "timeout" });
    expect(bus.late).toEqual(["late@1.0.0 tool.before 500", "observer@1.0.0 turn.start 500"]);
    expect(unhandled).toEqual([]);
  } finally {
    process.off("unhandledRejection", listen);
  }
});

function toResolvers(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, no) => (reject = no));
  return { promise, reject };
}
