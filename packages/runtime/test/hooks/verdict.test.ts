import type { Decision } from "@kodex/manifest";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSpec, createTestBus } from "./test-bus.ts";

const call = { tool: "shell", callId: "1", input: {} };

test("deny outweighs ask, ask outweighs allow, and silence allows", async () => {
  const bus = createTestBus({}, { onAsk: () => "allow" });
  bus.handle("tool.before", "allows", () => ({ decision: "allow", reason: "known" }), { priority: 3 });
  bus.handle("tool.before", "asks", () => ({ decision: "ask", reason: "unsure" }), { priority: 2 });
  bus.handle("tool.before", "denies", async () => ({ decision: "deny", reason: "dangerous" }), { priority: 1 });
  bus.handle("tool.before", "late", () => ({ decision: "allow" }));
  const report = await bus.emit("tool.before", call);
  expect(report.decision).toBe("deny");
  expect(report.reasons).toEqual([
    { plugin: "allows@1.0.0", decision: "allow", reason: "known" },
    { plugin: "asks@1.0.0", decision: "ask", reason: "unsure" },
    { plugin: "denies@1.0.0", decision: "deny", reason: "dangerous" },
  ]);
  expect(report.handlers.map(({ code, status }) => [status, code])).toEqual([
    ["ok", undefined],
    ["ok", undefined],
    ["denied", undefined],
    ["skipped", "AFTER_DENY"],
  ]);
});

test("abstaining is no vote: without votes the answer is allow, and hooks that do not decide have none", async () => {
  const bus = createTestBus();
  bus.handle("tool.before", "abstains", () => undefined);
  bus.handle("tool.before", "silent", () => ({ decision: "allow" }));
  bus.handle("message.display", "a", () => ({ text: "b" }));
  expect(await bus.emit("tool.before", call)).toMatchObject({ decision: "allow", reasons: [] });
  expect(await bus.emit("message.display", { text: "a" })).not.toHaveProperty("decision");
});

test("a denial without a reason says so", async () => {
  const bus = createTestBus();
  bus.handle("tool.before", "mute", () => ({ decision: "deny" }));
  expect((await bus.emit("tool.before", call)).reasons).toEqual([
    { plugin: "mute@1.0.0", decision: "deny", reason: "mute@1.0.0 gave no reason" },
  ]);
});

test("a gate that may rewrite rewrites and votes at once", async () => {
  const bus = createTestBus();
  bus.handle("tool.before", "careful", () => ({ input: { dry: true }, decision: "allow", reason: "made harmless", context: "ran dry" }));
  expect(await bus.emit("tool.before", call)).toMatchObject({
    decision: "allow",
    payload: { ...call, input: { dry: true } },
    context: [{ plugin: "careful@1.0.0", text: "ran dry" }],
  });
});

test("a field that happens to be called decision is no vote where there is no gate", async () => {
  const spec = createSpec(["transform"], { fields: ["decision", "reason"], pinned: [] });
  const bus = createTestBus({ "x:event": spec });
  bus.handle("x:event", "a", () => ({ decision: "deny", reason: "text" }));
  const report = await bus.emit("x:event", { decision: "allow" });
  expect(report).toMatchObject({ payload: { decision: "deny", reason: "text" }, reasons: [], handlers: [{ status: "ok" }] });
  expect(report).not.toHaveProperty("decision");
});

describe("denials that are spelled out", () => {
  test.each([
    ["prompt.preprocess", { text: "a" }, { drop: "not here" }, "not here"],
    ["turn.stop", { lastMessage: "done" }, { continue: "run the tests" }, "run the tests"],
    ["agent.stop", { type: "t" }, { continue: "go on" }, "go on"],
  ])("in %s deny with their text", async (hook, payload, result, reason) => {
    const bus = createTestBus();
    bus.handle(hook, "a", () => result);
    expect(await bus.emit(hook, payload)).toMatchObject({
      decision: "deny",
      reasons: [{ plugin: "a@1.0.0", decision: "deny", reason }],
      handlers: [{ status: "denied", value: result }],
    });
  });

  test.each([
    [7, "deny"],
    [8, "allow"],
    [9, "allow"],
    [undefined, "deny"],
  ] as const)("of stopping count only so often: after %s continuations the answer is %s", async (continuations, decision) => {
    const bus = createTestBus();
    bus.handle("turn.stop", "eager", () => ({ continue: "once more" }));
    const report = await bus.emit("turn.stop", { lastMessage: "", ...(continuations === undefined ? {} : { continuations }) });
    expect(report.decision).toBe(decision);
    expect(report.reasons.at(-1)).toEqual(
      decision === "deny"
        ? { plugin: "eager@1.0.0", decision: "deny", reason: "once more" }
        : {
            plugin: "host:limit",
            decision: "allow",
            reason: `"continuations" is ${continuations}, and denials count only below 8`,
            code: "DENIAL_LIMIT",
          },
    );
  });

  test("have no limit where the payload is no object", async () => {
    const bus = createTestBus();
    bus.handle("turn.stop", "eager", () => ({ continue: "once more" }));
    expect(await bus.emit("turn.stop", null)).toMatchObject({ decision: "deny" });
  });
});

test("property: the most restrictive vote wins, and nobody is called after a deny", async () => {
  const rank: Readonly<Record<Decision, number>> = { allow: 0, ask: 1, deny: 2 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom<Decision | undefined>("allow", "ask", "deny", undefined), fc.boolean())),
      async (votes) => {
        const bus = createTestBus({}, { onAsk: () => "allow" });
        for (const [place, [decision, waits]] of votes.entries()) {
          const result = decision === undefined ? undefined : { decision };
          bus.handle("tool.before", `p${place}`, () => (waits ? Promise.resolve(result) : result), { priority: -place });
        }
        const { decision, handlers } = await bus.emit("tool.before", call);
        const worst = votes.reduce((most, [vote]) => Math.max(most, rank[vote ?? "allow"]), 0);
        expect(decision).toBe(worst === 2 ? "deny" : "allow");
        const denial = votes.findIndex(([vote]) => vote === "deny");
        expect(handlers).toHaveLength(votes.length);
        expect(handlers.map(({ status }) => status)).toEqual(
          votes.map((_, place) => (denial < 0 || place < denial ? "ok" : place === denial ? "denied" : "skipped")),
        );
      },
    ),
    { numRuns: 50 },
  );
});
