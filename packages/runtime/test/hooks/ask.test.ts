import { describe, expect, test, vi } from "vitest";
import type { AskAnswer, AskHandler } from "../../src/hooks/emit-services.ts";
import type { AskRequest } from "../../src/runtime-options.ts";
import { createTestBus } from "./test-bus.ts";

const call = { tool: "shell", callId: "1", input: {} };

function createAskingBus(onAsk?: AskHandler) {
  const bus = createTestBus({}, { onAsk });
  bus.handle("tool.before", "first", () => ({ decision: "ask", reason: "writes" }), { priority: 1 });
  bus.handle("tool.before", "second", () => ({ decision: "ask" }));
  return bus;
}

test("without anybody to ask, ask is deny, and says so", async () => {
  expect(await createAskingBus().emit("tool.before", call)).toMatchObject({
    decision: "deny",
    reasons: [
      { plugin: "first@1.0.0", decision: "ask", reason: "writes" },
      { plugin: "second@1.0.0", decision: "ask", reason: "second@1.0.0 gave no reason" },
      {
        plugin: "first@1.0.0",
        decision: "deny",
        reason: "first@1.0.0 asks, and nobody is there to answer: writes",
        code: "ASK_UNANSWERED",
      },
    ],
  });
});

test("a question without a reason is told as such", async () => {
  const bus = createTestBus({}, { onAsk: () => "deny" });
  bus.handle("tool.before", "first", () => ({ decision: "ask" }));
  expect((await bus.emit("tool.before", call)).reasons.at(-1)?.reason).toBe(
    "first@1.0.0 asks, and the answer was no: first@1.0.0 gave no reason",
  );
});

test("asks once for all, with the hook, the payload as it stands and every reason", async () => {
  const onAsk = vi.fn<(request: AskRequest) => "allow">(() => "allow");
  const bus = createAskingBus(onAsk);
  bus.handle("tool.before", "rewrites", () => ({ input: { dry: true } }), { priority: 2 });
  await bus.emit("tool.before", call);
  expect(onAsk.mock.calls).toEqual([
    [
      {
        hook: "tool.before",
        payload: { ...call, input: { dry: true } },
        reasons: [
          { plugin: "first@1.0.0", reason: "writes" },
          { plugin: "second@1.0.0", reason: "second@1.0.0 gave no reason" },
        ],
        signal: expect.any(AbortSignal) as AbortSignal,
      },
    ],
  ]);
});

test("does not ask what has been denied", async () => {
  const onAsk = vi.fn(() => "allow" as const);
  const bus = createAskingBus(onAsk);
  bus.handle("tool.before", "denies", () => ({ decision: "deny", reason: "no" }), { priority: -1 });
  expect(await bus.emit("tool.before", call)).toMatchObject({ decision: "deny" });
  expect(onAsk).not.toHaveBeenCalled();
});

describe("the answer", () => {
  test.each([
    ["allow", () => "allow" as const, "allow", undefined],
    ["allow, later", () => Promise.resolve("allow" as const), "allow", undefined],
    ["deny", () => "deny" as const, "deny", ["first@1.0.0 asks, and the answer was no: writes", "ASK_DENIED"]],
    ["deny, later", () => Promise.resolve("deny" as const), "deny", ["first@1.0.0 asks, and the answer was no: writes", "ASK_DENIED"]],
    [
      "something else",
      () => true as unknown as AskAnswer,
      "deny",
      ['first@1.0.0 asks, and the answer was neither "allow" nor "deny": writes', "ASK_FAILED"],
    ],
    [
      "a throw",
      () => {
        throw new Error("no terminal");
      },
      "deny",
      ["first@1.0.0 asks, and asking failed (no terminal): writes", "ASK_FAILED"],
    ],
    [
      "a rejection",
      () => Promise.reject(new Error("closed")),
      "deny",
      ["first@1.0.0 asks, and asking failed (closed): writes", "ASK_FAILED"],
    ],
  ] satisfies [string, AskHandler, "allow" | "deny", [string, string] | undefined][])("%s", async (_, onAsk, decision, expected) => {
    const report = await createAskingBus(onAsk).emit("tool.before", call);
    expect(report.decision).toBe(decision);
    const last = report.reasons.at(-1);
    if (expected === undefined) expect(last?.decision).toBe("ask");
    else expect([last?.reason, last?.code]).toEqual(expected);
  });

  test("at once leaves dispatch synchronous", () => {
    expect(createAskingBus(() => "allow").dispatch("tool.before", call, {})).toMatchObject({ decision: "allow" });
  });

  test("that never comes denies when the emit's time is over, and the question is taken back", async () => {
    let signal: AbortSignal | undefined;
    const bus = createAskingBus((request) => {
      ({ signal } = request);
      return new Promise<never>(() => undefined);
    });
    const emitted = bus.emit("tool.before", call, { timeoutMs: 60_000 });
    await bus.clock.advance(59_999);
    expect(signal?.aborted).toBe(false);
    await bus.clock.advance(1);
    expect((await emitted).reasons.at(-1)).toEqual({
      plugin: "first@1.0.0",
      decision: "deny",
      reason: "first@1.0.0 asks, and there was no answer in time: writes",
      code: "ASK_UNANSWERED",
    });
    expect(signal?.aborted).toBe(true);
  });

  test("is not waited for after an abort, and the question is taken back with the caller's reason", async () => {
    let signal: AbortSignal | undefined;
    const bus = createAskingBus((request) => {
      ({ signal } = request);
      return new Promise<never>(() => undefined);
    });
    const controller = new AbortController();
    const emitted = bus.emit("tool.before", call, { signal: controller.signal });
    await bus.clock.advance(10);
    controller.abort("closing");
    expect(await emitted).toMatchObject({ decision: "deny" });
    expect(signal?.reason).toBe("closing");
  });
});
