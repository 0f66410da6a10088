import { describe, expect, test } from "vitest";
import { createHandler, createHostHandler } from "../handlers.ts";
import { createSpec, createTestBus } from "./test-bus.ts";

describe("names", () => {
  test("of hooks that do not exist are refused with a guess", async () => {
    const bus = createTestBus();
    const refusal = {
      code: "HOOK_UNKNOWN",
      message: 'the hook "tool.befor" does not exist',
      hint: 'Did you mean "tool.before"?',
    };
    await expect(bus.emit("tool.befor", {})).rejects.toMatchObject(refusal);
    expect(() => bus.plan("tool.befor")).toThrow(refusal.message);
    expect(() => bus.add("tool.befor", [])).toThrow(refusal.message);
    expect(() => bus.plan("__proto__")).toThrow('the hook "__proto__" does not exist');
  });

  test("of hooks are sorted the same way everywhere", () => {
    const { hooks } = createTestBus({ "Z:event": createSpec(["observe"]), "é:event": createSpec(["observe"]) });
    expect(hooks[0]).toBe("Z:event");
    expect(hooks.at(-1)).toBe("é:event");
  });

  test("of host handlers are taken once a hook, until they are removed", () => {
    const bus = createTestBus();
    const remove = bus.add("turn.start", [createHostHandler("audit")]);
    expect(() => bus.add("turn.start", [createHostHandler("audit")])).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: 'the option "name" is taken: host:audit already handles "turn.start"' }),
    );
    bus.add("turn.error", [createHostHandler("audit")]);
    remove();
    bus.add("turn.start", [createHostHandler("audit")]);
    expect(bus.plan("turn.start").handlers).toHaveLength(1);
  });
});

describe("events with schemas", () => {
  const text = { type: "object", properties: { text: { type: "string" }, count: { type: "integer" } }, required: ["text"] };
  const schemas = new Map([
    ["x:event", { payload: text, result: { type: "object", properties: { text: { type: "string", maxLength: 3 } } } }],
  ]);
  const createEventBus = () => createTestBus({ "x:event": createSpec(["transform"], { fields: ["text"], pinned: [] }) }, { schemas });

  test("refuse a payload that does not fit, before any handler runs", async () => {
    const bus = createEventBus();
    const seen: unknown[] = [];
    bus.handle("x:event", "a", (payload) => void seen.push(payload));
    await expect(bus.emit("x:event", { count: 1.5 })).rejects.toMatchObject({
      name: "HookExecutionError",
      code: "PAYLOAD_INVALID",
      hook: "x:event",
      message: `the payload of "x:event" does not fit: the value must have required property 'text'; /count must be integer`,
      hint: 'Emit "x:event" with a payload that fits its schema.',
    });
    expect(seen).toEqual([]);
  });

  test("take a result that does not fit for a failure of its handler", async () => {
    const bus = createEventBus();
    bus.handle("x:event", "wordy", () => ({ text: "four" }), { priority: 1 });
    bus.handle("x:event", "terse", () => ({ text: "ok" }));
    const { handlers, payload } = await bus.emit("x:event", { text: "a" });
    expect(handlers[0]).toMatchObject({
      status: "invalid",
      error: { message: 'wordy@1.0.0 answered "x:event" with a result that does not fit: /text must NOT have more than 3 characters' },
    });
    expect(payload).toEqual({ text: "ok" });
  });

  test("are compiled at the first emit, which waits for that; the next ones do not", async () => {
    const bus = createEventBus();
    bus.handle("x:event", "a", () => ({ text: "b" }));
    const first = bus.dispatch("x:event", { text: "a" }, {});
    expect(first).toBeInstanceOf(Promise);
    expect(await first).toMatchObject({ payload: { text: "b" } });
    expect(bus.dispatch("x:event", { text: "a" }, {})).toMatchObject({ payload: { text: "b" } });
    expect(() => bus.dispatch("x:event", {}, {})).toThrow(
      "the payload of \"x:event\" does not fit: the value must have required property 'text'",
    );
  });

  test("that are refused are the emitter's error, each time", async () => {
    const bus = createTestBus(
      { "x:event": createSpec(["observe"]) },
      { schemas: new Map([["x:event", { payload: { type: "nothing" } }]]) },
    );
    for (let count = 0; count < 2; count += 1) await expect(bus.emit("x:event", {})).rejects.toMatchObject({ code: "SCHEMA_REFUSED" });
  });

  test("that accept everything cost nothing", () => {
    const bus = createTestBus({ "x:event": createSpec(["observe"]) }, { schemas: new Map([["x:event", { payload: true }]]) });
    expect(bus.dispatch("x:event", {}, {})).not.toBeInstanceOf(Promise);
    expect(bus.plan("x:event").checks).toBeUndefined();
  });
});

test("outside strict, handlers and the caller share the payload as the object that it is", async () => {
  const bus = createTestBus();
  const seen: unknown[] = [];
  for (const name of ["a", "b"]) bus.handle("tool.before", name, (payload) => void seen.push(payload));
  const given = { tool: "shell", callId: "1", input: {} };
  const { payload } = await bus.emit("tool.before", given);
  expect([...seen, payload].every((object) => object === given)).toBe(true);
  expect(seen).toHaveLength(2);
  expect(Object.isFrozen(given)).toBe(false);
});

describe("a strict bus", () => {
  const strict = { isStrict: true };

  test("hands out frozen copies, so that a handler that changes its payload fails and harms nobody", async () => {
    const bus = createTestBus({}, strict);
    const seen: unknown[] = [];
    bus.handle(
      "tool.before",
      "mutates",
      (payload) => {
        (payload as { input: { command: string } }).input.command = "rm -rf /";
      },
      { priority: 1 },
    );
    bus.handle("tool.before", "reads", (payload) => void seen.push(payload));
    const given = { tool: "shell", callId: "1", input: { command: "ls" } };
    const report = await bus.emit("tool.before", given);
    expect(report.handlers[0]).toMatchObject({ status: "error", code: "HANDLER_FAILED", error: { name: "TypeError" } });
    expect(seen).toEqual([{ tool: "shell", callId: "1", input: { command: "ls" } }]);
    expect(Object.isFrozen(given)).toBe(false);
    given.input.command = "pwd";
    expect(report.payload).toEqual({ tool: "shell", callId: "1", input: { command: "ls" } });
  });

  test("freezes what handlers have rewritten as well", async () => {
    const bus = createTestBus({}, strict);
    const list = [{ name: "a" }];
    bus.handle("tools.select", "gives", () => ({ tools: list }), { priority: 1 });
    bus.handle("tools.select", "mutates", (payload) => void (payload as { tools: unknown[] }).tools.push("b"));
    const { handlers, payload } = await bus.emit("tools.select", { tools: [] });
    expect(handlers).toMatchObject([{ status: "ok" }, { status: "error", error: { name: "TypeError" } }]);
    expect(payload).toEqual({ tools: [{ name: "a" }] });
    expect(Object.isFrozen(list)).toBe(false);
  });

  test("refuses what is not JSON, from the host and from handlers", async () => {
    const bus = createTestBus({}, strict);
    await expect(bus.emit("tool.before", { input: { run: () => 1 } })).rejects.toMatchObject({
      code: "PAYLOAD_INVALID",
      message: 'the payload of "tool.before" does not fit: /input/run is a function, and not JSON',
    });
    bus.handle("tool.before", "odd", () => ({ input: { when: new Date(0) } }));
    bus.handle("turn.start", "observer", () => new Date(0));
    const { handlers } = await bus.emit("tool.before", { tool: "t", callId: "1", input: {} });
    expect(handlers[0]?.error?.message).toBe(
      'odd@1.0.0 answered "tool.before" with a result that does not fit: /input/when is an instance of Date, and not JSON',
    );
    expect((await bus.emit("turn.start", { turnId: "1" })).handlers[0]?.status).toBe("ok");
  });
});

test("a plugin that has gone is asked for again in every hook", () => {
  const bus = createTestBus();
  const handlers = ["turn.start", "tool.before"].map((hook) => {
    const handler = createHandler({ name: "gone" });
    bus.add(hook, [handler, createHandler({ name: "stays" })]);
    return handler;
  });
  bus.deactivate("gone@1.0.0");
  expect(handlers.map(({ call }) => call)).toEqual([undefined, undefined]);
  expect(bus.plan("turn.start").handlers.find(({ name }) => name === "stays")?.call).toBeTypeOf("function");
});
