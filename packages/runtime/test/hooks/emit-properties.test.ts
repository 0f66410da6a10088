import type { EmitReport, HookKind } from "@kodex/manifest";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSpec, createTestBus, type TestBus } from "./test-bus.ts";

const KINDS: readonly (readonly HookKind[])[] = [
  ["observe"],
  ["transform"],
  ["gate"],
  ["provide"],
  ["transform", "gate"],
  ["transform", "provide"],
];
const never = new Promise<never>(() => undefined);

/** What a handler does on its bus. */
type Behaviour = (bus: TestBus) => unknown;

/** What handlers may answer, well or not. */
const answers = fc.constantFrom<unknown>(
  undefined,
  null,
  { text: "rewritten" },
  { text: 1 },
  { id: 2 },
  { decision: "allow", reason: "fine" },
  { decision: "ask" },
  { decision: "deny", reason: "no" },
  { answer: "given" },
  { nothing: "known" },
  "text",
  new Error("thrown"),
);
const kinds = fc.constantFrom(...KINDS);

function act(answer: unknown): unknown {
  if (answer instanceof Error) throw answer;
  return answer;
}

function withoutTimes(report: EmitReport): unknown {
  return JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === "durationMs" ? undefined : value)));
}

test("property: the same answers give the same report, whether they come at once or later", async () => {
  const handlers = fc.array(fc.record({ answer: answers, failsClosed: fc.boolean() }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(kinds, handlers, fc.infiniteStream(fc.boolean()), async (kind, list, waits) => {
      const emit = async (isAsync: () => boolean): Promise<unknown> => {
        const bus = createTestBus({ "x:event": createSpec(kind) });
        for (const [place, { answer, failsClosed }] of list.entries()) {
          const call = isAsync() ? async () => act(answer) : () => act(answer);
          bus.handle("x:event", `p${place}`, call, { failsClosed, priority: -place });
        }
        return withoutTimes(await bus.emit("x:event", { text: "given", id: 1 }));
      };
      const synchronous = await emit(() => false);
      expect(await emit(() => true)).toEqual(synchronous);
      expect(await emit(() => waits.next().value)).toEqual(synchronous);
    }),
  );
});

test("property: every emit settles, and every handler that was selected has one report, whatever goes wrong", async () => {
  const behaviours = fc.oneof(
    answers.map(
      (answer): Behaviour =>
        () =>
          act(answer),
    ),
    answers.map(
      (answer): Behaviour =>
        async () =>
          act(answer),
    ),
    fc.integer({ min: 0, max: 3000 }).map(
      (delayMs): Behaviour =>
        (bus) =>
          new Promise((resolve) => void bus.clock.schedule(() => resolve(undefined), delayMs)),
    ),
    fc.constant<Behaviour>(() => never),
    fc.constant<Behaviour>((bus) => bus.emit("x:event", { text: "again", id: 2 }, { signal: AbortSignal.abort() })),
  );
  const settings = fc.record(
    { timeoutMs: fc.integer({ min: 0, max: 2000 }), trace: fc.boolean(), abortAfterMs: fc.integer({ min: 0, max: 2000 }) },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      kinds,
      fc.array(fc.record({ behaviour: behaviours, failsClosed: fc.boolean() }), { maxLength: 5 }),
      settings,
      async (kind, list, { abortAfterMs, ...emitSettings }) => {
        const bus = createTestBus({ "x:event": createSpec(kind) });
        const controller = new AbortController();
        for (const [place, { behaviour: run, failsClosed }] of list.entries())
          bus.handle("x:event", `p${place}`, () => run(bus), { failsClosed, priority: -place });
        const emitted = bus.emit("x:event", { text: "given", id: 1 }, { ...emitSettings, signal: controller.signal });
        if (abortAfterMs !== undefined) bus.clock.schedule(() => controller.abort(), abortAfterMs);
        await bus.clock.advance(10_000);
        const { decision, handlers, payload } = await Promise.race([emitted, Promise.reject(new Error("the emit has not settled"))]);
        expect(handlers.map(({ plugin }) => plugin)).toEqual(list.map((_, place) => `p${place}@1.0.0`));
        const hasGuardFailed = handlers.some(
          ({ code, status }, place) =>
            (list[place] as { failsClosed: boolean }).failsClosed &&
            status !== "ok" &&
            !(status === "skipped" && (code === "AFTER_DENY" || code === "AFTER_ANSWER")),
        );
        if (hasGuardFailed && kind.some((one) => one === "gate" || one === "transform")) expect(decision).toBe("deny");
        if (!kind.includes("transform")) expect(payload).toEqual({ text: "given", id: 1 });
      },
    ),
    { numRuns: 60 },
  );
});
