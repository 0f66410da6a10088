import { describe, expect, test, vi } from "vitest";
import type { HandlerCall } from "../../src/hooks/handler-call.ts";
import type { PluginContext } from "../../src/plugin.ts";
import { createHandler, createHosted } from "../handlers.ts";
import { createSpec, createTestBus } from "./test-bus.ts";

const never = new Promise<never>(() => undefined);
const call = { tool: "shell", callId: "1", input: { command: "ls" } };

/** A bus, and handlers that keep the event loop busy. */
function createBusyBus() {
  const bus = createTestBus();
  const { now } = bus.clock;
  let busyMs = 0;
  vi.spyOn(bus.clock, "now").mockImplementation(() => now() + busyMs);
  return { bus, work: (ms: number) => () => void (busyMs += ms) };
}

describe("one after another", () => {
  test("each handler sees the payload that the one before left, also across promises", async () => {
    const bus = createTestBus();
    const seen: unknown[] = [];
    const append = (letter: string, wait: boolean) => (payload: unknown) => {
      seen.push(payload);
      const result = { text: `${(payload as { text: string }).text}${letter}` };
      return wait ? Promise.resolve(result) : result;
    };
    bus.handle("message.display", "a", append("a", false));
    bus.handle("message.display", "b", append("b", true));
    bus.handle("message.display", "c", append("c", false));
    const given = { text: "" };
    const report = await bus.emit("message.display", given);
    expect(seen).toEqual([{ text: "" }, { text: "a" }, { text: "ab" }]);
    expect(report.payload).toEqual({ text: "abc" });
    expect(given).toEqual({ text: "" });
    expect(report.handlers.map(({ value }) => value)).toEqual([{ text: "a" }, { text: "ab" }, { text: "abc" }]);
  });

  test("gives the payload itself back when nobody rewrote it", async () => {
    const bus = createTestBus();
    bus.handle("message.display", "a", () => undefined);
    const payload = { text: "x" };
    expect((await bus.emit("message.display", payload)).payload).toBe(payload);
    expect((await bus.emit("turn.start", { turnId: "1" })).payload).toEqual({ turnId: "1" });
  });

  test("gathers context in order, apart from the payload", async () => {
    const bus = createTestBus();
    bus.handle("prompt.preprocess", "a", () => ({ context: "from a" }));
    bus.handle("prompt.preprocess", "b", () => undefined);
    bus.handle("prompt.preprocess", "c", async () => ({ context: "from c" }));
    const report = await bus.emit("prompt.preprocess", { text: "x" });
    expect(report).toMatchObject({
      payload: { text: "x" },
      context: [
        { plugin: "a@1.0.0", text: "from a" },
        { plugin: "c@1.0.0", text: "from c" },
      ],
    });
  });

  test("an answer ends a hook that provides, null included; the rest is skipped", async () => {
    const bus = createTestBus();
    bus.handle("command.run", "a", () => undefined, { priority: 3 });
    bus.handle("command.run", "b", async () => null, { priority: 2 });
    bus.handle("command.run", "c", () => ({ text: "c" }), { priority: 1 });
    const report = await bus.emit("command.run", { name: "x" });
    expect(report.value).toBeNull();
    expect(report.handlers).toMatchObject([
      { plugin: "a@1.0.0", status: "ok" },
      { plugin: "b@1.0.0", status: "ok", value: null },
      { plugin: "c@1.0.0", status: "skipped", code: "AFTER_ANSWER" },
    ]);
  });

  test("a transform that also provides rewrites until somebody answers", async () => {
    const bus = createTestBus();
    bus.handle("model.request", "a", () => ({ model: "small" }), { priority: 3 });
    bus.handle("model.request", "b", () => ({ response: { text: "cached" } }), { priority: 2 });
    bus.handle("model.request", "c", () => ({ model: "large" }), { priority: 1 });
    const report = await bus.emit("model.request", { model: "medium", messages: [] });
    expect(report).toMatchObject({ payload: { model: "small", messages: [] }, value: { text: "cached" } });
    expect(report.handlers[2]).toEqual({ plugin: "c@1.0.0", status: "skipped", code: "AFTER_ANSWER" });
  });

  test("a payload that is no object has no fields to patch, and harms nobody", async () => {
    const bus = createTestBus({ "x:event": createSpec(["transform", "gate"], { fields: [] }) });
    bus.handle("x:event", "patch", () => ({ text: "x" }), { priority: 1 });
    bus.handle("x:event", "vote", () => ({ decision: "allow" }));
    for (const payload of [null, undefined, "text", 7, [1]]) {
      const report = await bus.emit("x:event", payload);
      expect(report).toMatchObject({ payload, decision: "allow" });
      expect(report.handlers.map(({ status }) => status)).toEqual(["invalid", "ok"]);
    }
  });
});

describe("observers", () => {
  test("start together, and one that fails holds up no other", async () => {
    const bus = createTestBus();
    const started: string[] = [];
    for (const name of ["a", "b", "c"])
      bus.handle("turn.start", name, async () => {
        started.push(name);
        await Promise.resolve();
        if (name === "b") throw new Error("b");
      });
    const emitted = bus.dispatch("turn.start", { turnId: "1" }, {});
    expect(started).toEqual(["a", "b", "c"]);
    expect((await emitted).handlers.map(({ plugin, status }) => [plugin, status])).toEqual([
      ["a@1.0.0", "ok"],
      ["b@1.0.0", "error"],
      ["c@1.0.0", "ok"],
    ]);
  });

  test("stand in the report in the order of the hook, not of their answers", async () => {
    const bus = createTestBus();
    bus.handle("turn.start", "slow", () => new Promise((resolve) => void bus.clock.schedule(() => resolve(undefined), 500)), {
      priority: 1,
    });
    bus.handle("turn.start", "quick", () => undefined);
    const emitted = bus.emit("turn.start", { turnId: "1" });
    await bus.clock.advance(500);
    expect((await emitted).handlers.map(({ durationMs, plugin }) => [plugin, durationMs])).toEqual([
      ["slow@1.0.0", 500],
      ["quick@1.0.0", undefined],
    ]);
  });
});

describe("synchronous and not", () => {
  test("dispatch gives the report itself when every handler was synchronous", () => {
    const bus = createTestBus();
    bus.handle("turn.start", "a", () => undefined);
    bus.handle("message.display", "a", () => ({ text: "b" }));
    expect(bus.dispatch("turn.start", { turnId: "1" }, {})).toMatchObject({ hook: "turn.start" });
    expect(bus.dispatch("message.display", { text: "a" }, {})).toMatchObject({ payload: { text: "b" } });
    expect(bus.dispatch("message.display", { text: "a" }, { signal: new AbortController().signal })).not.toBeInstanceOf(Promise);
  });

  test("dispatch gives a promise as soon as one was not, and only then", async () => {
    const bus = createTestBus();
    let wait = true;
    bus.handle("message.display", "moody", () => (wait ? Promise.resolve(undefined) : undefined));
    for (const expected of [true, false, true]) {
      wait = expected;
      const dispatched = bus.dispatch("message.display", { text: "a" }, {});
      expect(dispatched instanceof Promise).toBe(expected);
      expect((await dispatched).handlers[0]?.status).toBe("ok");
    }
  });

  test("an emit that nobody handles is a report as well", () => {
    const bus = createTestBus();
    expect(bus.dispatch("tool.before", call, {})).toEqual({
      hook: "tool.before",
      payload: call,
      decision: "allow",
      reasons: [],
      handlers: [],
      durationMs: 0,
    });
  });

  test("times asynchronous handlers exactly, and synchronous ones when traced", async () => {
    const bus = createTestBus();
    const wait = (ms: number) => () => new Promise<void>((resolve) => void bus.clock.schedule(() => resolve(), ms));
    bus.handle("message.display", "a", wait(30), { priority: 3 });
    bus.handle("message.display", "b", () => undefined, { priority: 2 });
    bus.handle("message.display", "c", wait(50), { priority: 1 });
    for (const trace of [false, true]) {
      const emitted = bus.emit("message.display", { text: "a" }, { trace });
      await bus.clock.advance(100);
      const { durationMs, handlers } = await emitted;
      expect(durationMs).toBe(80);
      expect(handlers).toEqual([
        { plugin: "a@1.0.0", status: "ok", durationMs: 30 },
        { plugin: "b@1.0.0", status: "ok", ...(trace ? { durationMs: 0 } : {}) },
        { plugin: "c@1.0.0", status: "ok", durationMs: 50 },
      ]);
    }
  });

  test("the whole time counts synchronous handlers behind what was waited for, given up or activated", async () => {
    const { bus, work } = createBusyBus();
    bus.handle("message.display", "a", () => Promise.resolve(), { priority: 1 });
    bus.handle("message.display", "b", work(70));
    expect((await bus.emit("message.display", { text: "a" })).durationMs).toBe(70);

    bus.add("turn.stop", [{ ...createHandler({ name: "lazy", hosted: createHosted(work(30)) }), call: undefined }]);
    expect((await bus.emit("turn.stop", { lastMessage: "", continuations: 0 })).durationMs).toBe(30);

    bus.handle("tool.before", "a", () => never, { priority: 1, timeoutMs: 500 });
    bus.handle("tool.before", "b", work(40));
    const called = bus.emit("tool.before", call);
    await bus.clock.advance(500);
    expect((await called).durationMs).toBe(540);
  });

  test("synchronous handlers that take longer than one of them has are named with their time", async () => {
    const { bus, work } = createBusyBus();
    bus.handle("turn.start", "a", work(50), { timeoutMs: 50 });
    await bus.emit("turn.start", { turnId: "1" });
    expect(bus.blocked).toEqual([]);
    const remove = bus.handle("turn.start", "b", work(20), { timeoutMs: 2000 });
    await bus.emit("turn.start", { turnId: "1" });
    remove();
    bus.handle("turn.start", "c", () => Promise.resolve());
    await bus.emit("turn.start", { turnId: "1" });
    expect(bus.blocked).toEqual(["a@1.0.0+b@1.0.0 turn.start 70"]);
  });

  test("an observer that fails at once makes dispatch throw with failFast; those under way go on", async () => {
    const bus = createTestBus();
    const ended = vi.fn();
    bus.handle("turn.start", "slow", () => Promise.resolve().then(ended), { priority: 1 });
    bus.handle("turn.start", "bad", () => {
      throw new Error("no");
    });
    expect(() => bus.dispatch("turn.start", { turnId: "1" }, { failFast: true })).toThrow('bad@1.0.0 failed in "turn.start": no');
    await bus.clock.advance(0);
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe("deadlines", () => {
  test("a handler that hangs is told to stop, named, and waited for no longer than its own time", async () => {
    const bus = createTestBus();
    let signal: AbortSignal | undefined;
    bus.handle("message.display", "hangs", (_, ctx) => ((signal = ctx.signal), never), { timeoutMs: 200, priority: 1 });
    bus.handle("message.display", "next", () => ({ text: "b" }));
    const emitted = bus.emit("message.display", { text: "a" });
    await bus.clock.advance(199);
    expect(signal?.aborted).toBe(false);
    await bus.clock.advance(1);
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toMatchObject({
      code: "HANDLER_TIMEOUT",
      message: 'hangs@1.0.0 did not answer "message.display" within 200 ms',
    });
    const { durationMs, handlers, payload } = await emitted;
    expect(payload).toEqual({ text: "b" });
    expect(durationMs).toBe(200);
    expect(handlers).toMatchObject([
      { plugin: "hangs@1.0.0", status: "timeout", durationMs: 200, code: "HANDLER_TIMEOUT" },
      { plugin: "next@1.0.0", status: "ok" },
    ]);
  });

  test("a signal that is looked at only after the timeout has aborted already", async () => {
    const bus = createTestBus();
    let context: PluginContext | undefined;
    bus.handle("message.display", "hangs", (_, ctx) => ((context = ctx), never));
    const emitted = bus.emit("message.display", { text: "a" });
    await bus.clock.advance(1000);
    await emitted;
    expect(context?.signal.aborted).toBe(true);
    expect(context?.signal.reason).toMatchObject({ code: "HANDLER_TIMEOUT" });
  });

  test.each(["resolves", "rejects"])(
    "an answer that %s too late is dropped although the watch had no turn, since the handler let nothing else run",
    async (how) => {
      const { bus, work } = createBusyBus();
      const busy = work(1500);
      bus.handle(
        "message.display",
        "busy",
        async () => {
          await Promise.resolve();
          busy();
          if (how === "rejects") throw new Error("too late");
          return { text: "late" };
        },
        { timeoutMs: 1000 },
      );
      bus.handle("message.display", "next", () => ({ text: "next" }));
      const report = await bus.emit("message.display", { text: "x" });
      expect(report.payload).toEqual({ text: "next" });
      expect(report.handlers).toMatchObject([
        { plugin: "busy@1.0.0", status: "timeout", code: "HANDLER_TIMEOUT", durationMs: 1500 },
        { plugin: "next@1.0.0", status: "ok" },
      ]);
      expect(bus.late).toEqual(["busy@1.0.0 message.display 500"]);
    },
  );

  test("an answer that comes too late changes nothing and is recorded", async () => {
    const bus = createTestBus();
    bus.handle("message.display", "late", () => new Promise((resolve) => void bus.clock.schedule(() => resolve({ text: "late" }), 1200)));
    const emitted = bus.emit("message.display", { text: "a" });
    await bus.clock.advance(1000);
    const report = await emitted;
    await bus.clock.advance(300);
    expect(report.payload).toEqual({ text: "a" });
    expect(report.handlers).toMatchObject([{ status: "timeout" }]);
    expect(bus.late).toEqual(["late@1.0.0 message.display 200"]);
  });

  test("the emit's own time ends the handler under way and skips the rest; guards among them deny", async () => {
    const bus = createTestBus();
    bus.handle("tool.before", "slow", () => never, { priority: 3 });
    bus.handle("tool.before", "open", () => undefined, { priority: 2 });
    bus.handle("tool.before", "guard", () => undefined, { priority: 1, failsClosed: true });
    const emitted = bus.emit("tool.before", call, { timeoutMs: 100 });
    await bus.clock.advance(100);
    const report = await emitted;
    expect(report.handlers).toMatchObject([
      { plugin: "slow@1.0.0", status: "timeout", durationMs: 100 },
      { plugin: "open@1.0.0", status: "skipped", code: "EMIT_TIMEOUT" },
      { plugin: "guard@1.0.0", status: "skipped", code: "EMIT_TIMEOUT" },
    ]);
    expect(report.decision).toBe("deny");
    expect(report.reasons).toEqual([
      {
        plugin: "guard@1.0.0",
        decision: "deny",
        reason: "guard@1.0.0 fails closed and could not finish: the emit ran out of time",
        code: "EMIT_TIMEOUT",
      },
    ]);
  });

  test.each([Number.NaN, -1, Number.NEGATIVE_INFINITY])("a limit of %d ms is refused", async (timeoutMs) => {
    await expect(createTestBus().emit("turn.start", {}, { timeoutMs })).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: `the option "timeoutMs" is ${timeoutMs}, and must be 0 or more`,
    });
  });

  test("no time at all skips everything", async () => {
    const bus = createTestBus();
    bus.handle("turn.start", "a", () => undefined);
    expect((await bus.emit("turn.start", {}, { timeoutMs: 0 })).handlers).toEqual([
      { plugin: "a@1.0.0", status: "skipped", code: "EMIT_TIMEOUT" },
    ]);
  });
});

describe("abort", () => {
  test("before the emit skips everything; what fails closed denies", async () => {
    const bus = createTestBus();
    const ran = vi.fn();
    bus.handle("tool.before", "guard", ran, { failsClosed: true });
    const report = await bus.emit("tool.before", call, { signal: AbortSignal.abort() });
    expect(ran).not.toHaveBeenCalled();
    expect(report.handlers).toEqual([{ plugin: "guard@1.0.0", status: "skipped", code: "EMIT_ABORTED" }]);
    expect(report.reasons).toEqual([
      {
        plugin: "guard@1.0.0",
        decision: "deny",
        reason: "guard@1.0.0 fails closed and could not finish: the emit was aborted",
        code: "EMIT_ABORTED",
      },
    ]);
  });

  test("during the emit ends the handler under way with the caller's reason, and nothing counts as late", async () => {
    const bus = createTestBus();
    const controller = new AbortController();
    const signals: AbortSignal[] = [];
    bus.handle("message.display", "slow", async (_, ctx) => {
      signals.push(ctx.signal);
      await new Promise((resolve) => ctx.signal.addEventListener("abort", resolve));
      return { text: "late" };
    });
    bus.handle("message.display", "then", () => ({ text: "never" }));
    const emitted = bus.emit("message.display", { text: "a" }, { signal: controller.signal });
    await bus.clock.advance(10);
    controller.abort("enough");
    const report = await emitted;
    await bus.clock.advance(0);
    expect(signals[0]?.reason).toBe("enough");
    expect(report.payload).toEqual({ text: "a" });
    expect(report.handlers).toEqual([
      { plugin: "slow@1.0.0", status: "skipped", code: "EMIT_ABORTED" },
      { plugin: "then@1.0.0", status: "skipped", code: "EMIT_ABORTED" },
    ]);
    expect(bus.late).toEqual([]);
  });

  test("ends all observers that are under way", async () => {
    const bus = createTestBus();
    const controller = new AbortController();
    for (const name of ["a", "b"]) bus.handle("turn.start", name, () => never);
    bus.handle("turn.start", "c", () => controller.abort(), { priority: -1 });
    const { handlers } = await bus.emit("turn.start", {}, { signal: controller.signal });
    expect(handlers).toEqual([
      { plugin: "a@1.0.0", status: "skipped", code: "EMIT_ABORTED" },
      { plugin: "b@1.0.0", status: "skipped", code: "EMIT_ABORTED" },
      { plugin: "c@1.0.0", status: "ok" },
    ]);
  });

  test("leaves no listener behind on the caller's signal", async () => {
    const bus = createTestBus();
    bus.handle("turn.start", "a", async () => undefined);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    for (let count = 0; count < 5; count += 1) await bus.emit("turn.start", {}, { signal });
    expect(added).toHaveBeenCalledTimes(5);
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener));
  });
});

describe("activation", () => {
  test("happens at the first call, once, and never for a handler that does not match", async () => {
    const bus = createTestBus();
    const hosted = createHosted(() => ({ decision: "allow", reason: "fine" }));
    bus.add("tool.before", [{ ...createHandler({ name: "lazy", hosted, match: { tool: ["shell"] } }), call: undefined }]);
    await bus.emit("tool.before", { ...call, tool: "read" });
    expect(hosted.calls).toBe(0);
    for (let count = 0; count < 3; count += 1)
      expect((await bus.emit("tool.before", call)).reasons).toEqual([{ plugin: "lazy@1.0.0", decision: "allow", reason: "fine" }]);
    expect(hosted.calls).toBe(1);
  });

  test("makes way for dispatch without a promise when another hook has activated the plugin", async () => {
    const bus = createTestBus();
    const hosted = createHosted(() => undefined);
    for (const hook of ["turn.start", "message.display"]) bus.add(hook, [{ ...createHandler({ name: "lazy", hosted }), call: undefined }]);
    await bus.dispatch("turn.start", {}, {});
    expect(bus.dispatch("message.display", { text: "a" }, {})).toMatchObject({ handlers: [{ status: "ok" }] });
  });

  test("that fails is the plugin's failure, with the code that says why; the handler's time does not begin before it", async () => {
    const bus = createTestBus();
    const broken = createHosted(
      () => undefined,
      () => Promise.reject(Object.assign(new Error("cannot be imported"), { code: "IMPORT_FAILED" })),
    );
    const slow = createHosted(
      () => undefined,
      () => new Promise<void>((resolve) => void bus.clock.schedule(() => resolve(), 3000)),
    );
    bus.add("message.display", [
      { ...createHandler({ name: "broken", hosted: broken, priority: 1 }), call: undefined },
      { ...createHandler({ name: "slow", hosted: slow, timeoutMs: 10 }), call: undefined },
    ]);
    const emitted = bus.emit("message.display", { text: "a" });
    await bus.clock.advance(3000);
    const { handlers } = await emitted;
    expect(handlers).toMatchObject([
      { plugin: "broken@1.0.0", status: "error", code: "IMPORT_FAILED", error: { message: "cannot be imported" } },
      { plugin: "slow@1.0.0", status: "ok" },
    ]);
    await expect(bus.emit("message.display", { text: "a" }, { failFast: true })).rejects.toMatchObject({
      code: "HANDLER_UNAVAILABLE",
      message: 'broken@1.0.0 could not be activated for "message.display": cannot be imported',
      hint: "Run `kodex doctor`.",
    });
  });

  test("is not waited for beyond the emit's time or its abort", async () => {
    const bus = createTestBus();
    const hosted = createHosted(
      () => undefined,
      () => never,
    );
    bus.add("tool.before", [{ ...createHandler({ name: "stuck", hosted, failsClosed: true }), call: undefined }]);
    const timed = bus.emit("tool.before", call, { timeoutMs: 50 });
    await bus.clock.advance(50);
    expect((await timed).handlers).toEqual([{ plugin: "stuck@1.0.0", status: "skipped", code: "EMIT_TIMEOUT" }]);
    const controller = new AbortController();
    const aborted = bus.emit("tool.before", call, { signal: controller.signal });
    controller.abort();
    expect(await aborted).toMatchObject({ decision: "deny", handlers: [{ status: "skipped", code: "EMIT_ABORTED" }] });
  });

  test("is asked for anew after the plugin has gone", async () => {
    const bus = createTestBus();
    const hosted = createHosted(() => undefined);
    const gone = { ...hosted, active: false, activate: hosted.activate };
    bus.add("turn.start", [{ ...createHandler({ name: "lazy", hosted: gone }), call: undefined }]);
    await bus.emit("turn.start", {});
    bus.deactivate("lazy@1.0.0");
    await bus.emit("turn.start", {});
    expect(gone.calls).toBe(2);
  });
});

describe("nested emits", () => {
  test("end a little before the call that they are nested in, so that the inner culprit is named", async () => {
    const bus = createTestBus();
    let inner: unknown;
    bus.handle("message.display", "outer", async (_, ctx) => {
      inner = await ctx.emit("turn.start", { turnId: "1" });
    });
    bus.handle("turn.start", "culprit", () => never, { timeoutMs: 60_000 });
    const emitted = bus.emit("message.display", { text: "a" });
    await bus.clock.advance(1000);
    expect(inner).toMatchObject({ handlers: [{ plugin: "culprit@1.0.0", status: "timeout", durationMs: 950 }] });
    expect((await emitted).handlers).toMatchObject([{ plugin: "outer@1.0.0", status: "ok", durationMs: 950 }]);
  });

  test("are aborted with what they are nested in, and belong to its session", async () => {
    const bus = createTestBus();
    const controller = new AbortController();
    let signal: AbortSignal | undefined;
    let event: unknown;
    bus.handle("message.display", "outer", (_, ctx) => ctx.emit("turn.start", { turnId: "1" }));
    bus.handle("turn.start", "inner", (_, ctx) => {
      ({ event, signal } = ctx);
      return never;
    });
    const emitted = bus.emit("message.display", { text: "a" }, { signal: controller.signal, sessionId: "s1" });
    controller.abort("enough");
    await emitted;
    expect(signal?.reason).toBe("enough");
    expect(event).toEqual({ id: "e1", hook: "turn.start", cwd: "/work", origin: "outer@1.0.0", sessionId: "s1" });
  });

  test("of the same hook are refused at the eighth level, with the chain", async () => {
    const bus = createTestBus();
    let depth = 0;
    let refusal: unknown;
    const nest = (hook: string) => async (_: unknown, ctx: PluginContext) => {
      depth += 1;
      await ctx.emit(hook as "turn.start", {} as never).catch((error: unknown) => {
        refusal ??= error;
      });
    };
    bus.handle("turn.start", "a", nest("turn.error"));
    bus.handle("turn.error", "b", nest("turn.start"));
    await bus.emit("turn.start", {});
    expect(depth).toBe(16);
    const chain = Array.from({ length: 8 }, () => "turn.start → a@1.0.0 → turn.error → b@1.0.0").join(" → ");
    expect(refusal).toMatchObject({
      code: "HOOK_REENTRANT",
      hook: "turn.start",
      message: `"turn.start" was emitted within itself 8 levels deep: ${chain} → turn.start`,
      hint: "Do not emit a hook from its own handlers.",
    });
  });

  test("of different hooks may go deeper than that", async () => {
    const specs = Object.fromEntries(Array.from({ length: 12 }, (_, level) => [`x:${level}`, createSpec(["observe"])]));
    const bus = createTestBus(specs);
    const reached = vi.fn();
    for (let level = 0; level < 11; level += 1) bus.handle(`x:${level}`, "a", (_, ctx) => ctx.emit(`x:${level + 1}`, {}));
    bus.handle("x:11", "a", reached);
    await bus.emit("x:0", {});
    expect(reached).toHaveBeenCalledOnce();
  });
});

describe("the set of handlers", () => {
  test("is the one that the emit began with, whoever comes or goes meanwhile", async () => {
    const bus = createTestBus();
    const ran: string[] = [];
    const removers: (() => void)[] = [];
    bus.handle(
      "message.display",
      "first",
      async () => {
        bus.handle("message.display", "newcomer", () => void ran.push("newcomer"));
        for (const remove of removers) remove();
        await Promise.resolve();
      },
      { priority: 1 },
    );
    removers.push(bus.handle("message.display", "leaver", () => void ran.push("leaver")));
    const { handlers } = await bus.emit("message.display", { text: "a" });
    expect([ran, handlers.map(({ plugin }) => plugin)]).toEqual([["leaver"], ["first@1.0.0", "leaver@1.0.0"]]);
    expect(bus.plan("message.display").handlers.map(({ name }) => name)).toEqual(["first", "newcomer"]);
  });

  test("loses each handler once, however often it is removed", () => {
    const bus = createTestBus();
    const remove = bus.handle("turn.start", "a", () => undefined);
    bus.handle("turn.start", "b", () => undefined);
    remove();
    remove();
    expect(bus.plan("turn.start").handlers.map(({ name }) => name)).toEqual(["b"]);
  });
});

test("a handler is called without a `this`, so that it cannot reach what the bus knows of it", async () => {
  const bus = createTestBus();
  const call = vi.fn();
  bus.handle("turn.start", "a", call);
  await bus.emit("turn.start", {});
  expect(call.mock.contexts).toEqual([undefined]);
});

test("the deadline of a call that nobody timed begins when somebody asks", () => {
  const bus = createTestBus();
  const contexts: HandlerCall[] = [];
  bus.handle("turn.start", "a", (_, ctx) => void contexts.push(ctx as never), { isAsync: false, timeoutMs: 10 });
  void bus.dispatch("turn.start", {}, {});
  expect(contexts[0]?.deadline).toBe(10);
});
