import { loadResultValidators, VOCABULARY } from "@kodex/manifest";
import { describe, expect, test } from "vitest";
import { createHookBus } from "../../src/hooks/hook-bus.ts";
import { createResultChecks, type ResultChecks } from "../../src/hooks/result-checks.ts";
import { createCallGuard } from "../../src/resilience/call-guard.ts";
import { createSchemaCompiler } from "../../src/schemas/schema-compiler.ts";
import { createFakeClock } from "../../src/testing/index.ts";
import { createHandler } from "../handlers.ts";

const payload = { text: "hello" };

test("are loaded once, however many ask for them", async () => {
  let loads = 0;
  const checks = createResultChecks(async () => {
    loads += 1;
    return loadResultValidators();
  });
  expect([checks.isReady, checks.find("turn.stop")]).toEqual([false, undefined]);
  await Promise.all([checks.prepare(), checks.prepare()]);
  await checks.prepare();
  expect([checks.isReady, loads]).toEqual([true, 1]);
});

test("say what is wrong with a result, and nothing of one that fits", async () => {
  const checks = createResultChecks(loadResultValidators);
  await checks.prepare();
  expect(checks.find("tool.before")?.({ decision: "maybe" })).toMatch(/decision/);
  expect(checks.find("tool.before")?.({ decision: "deny", reason: "no" })).toBeUndefined();
  expect(checks.find("acme:review")).toBeUndefined();
});

describe("a bus whose checks are not loaded yet", () => {
  function createBus(results: ResultChecks) {
    return createHookBus({
      specs: new Map(Object.entries(VOCABULARY)),
      results,
      schemas: new Map(),
      compiler: createSchemaCompiler(),
      guard: createCallGuard(createFakeClock()),
      onAsk: undefined,
      onLate: () => undefined,
      onBlocked: () => undefined,
      invokeWithin: () => Promise.reject(new Error("nobody is called")),
      createEnvelope: (hook) => ({ id: "e1", hook, cwd: "/", origin: "host" }),
    });
  }

  test("loads nothing for a hook that nobody handles, and answers at once", () => {
    const results = createResultChecks(() => Promise.reject(new Error("nobody asked")));
    expect(createBus(results).dispatch("prompt.preprocess", payload, {})).toMatchObject({ payload, handlers: [] });
  });

  test("holds the first emit that somebody may answer until the answer can be checked", async () => {
    const bus = createBus(createResultChecks(loadResultValidators));
    bus.add("prompt.preprocess", [createHandler({ name: "lint", call: () => ({ text: 7 }) })]);
    const first = bus.dispatch("prompt.preprocess", payload, {});
    expect(first).toBeInstanceOf(Promise);
    expect((await first).handlers).toMatchObject([{ plugin: "lint@1.0.0", status: "invalid" }]);
    expect(bus.dispatch("prompt.preprocess", payload, {})).toMatchObject({ handlers: [{ status: "invalid" }] });
  });

  test("runs emits in the order in which they came", async () => {
    const bus = createBus(createResultChecks(loadResultValidators));
    const seen: unknown[] = [];
    bus.add("turn.start", [createHandler({ name: "lint", call: (turn: unknown) => void seen.push(turn) })]);
    await Promise.all(["a", "b", "c"].map(async (turnId) => bus.dispatch("turn.start", { turnId }, {})));
    expect(seen).toEqual([{ turnId: "a" }, { turnId: "b" }, { turnId: "c" }]);
  });

  test("keeps the handlers that an emit began with, also when they are taken out meanwhile", async () => {
    const bus = createBus(createResultChecks(loadResultValidators));
    const remove = bus.add("turn.start", [createHandler({ name: "lint", call: () => undefined })]);
    const first = bus.dispatch("turn.start", { turnId: "a" }, {});
    remove();
    expect((await first).handlers).toMatchObject([{ plugin: "lint@1.0.0", status: "ok" }]);
    expect((await bus.dispatch("turn.start", { turnId: "b" }, {})).handlers).toEqual([]);
  });

  test("passes on why they cannot be loaded", async () => {
    const bus = createBus(createResultChecks(() => Promise.reject(new Error("the file is gone"))));
    bus.add("turn.start", [createHandler({ name: "lint", call: () => undefined })]);
    await expect(bus.dispatch("turn.start", { turnId: "a" }, {})).rejects.toThrow("the file is gone");
  });
});
