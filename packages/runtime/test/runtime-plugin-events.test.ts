import { expect, test } from "vitest";
import { createPlugin, loadTemporaryRuntime } from "./temporary-runtime.ts";

const EVENT = "acme:review";

/** A plugin that asks others whether a change may go in, with an event of its own. */
const acme = createPlugin("acme", {
  manifest: { events: { [EVENT]: { kind: "gate" } }, hooks: { "turn.start": {} } },
  hooks: { "turn.start": async (_, ctx) => ctx.log.info(JSON.stringify(await ctx.emit(EVENT, { change: 1 }))) },
});

const createGuard = (hook: Readonly<Record<string, unknown>>) =>
  createPlugin("guard", {
    manifest: { hooks: { [EVENT]: hook } },
    hooks: {
      [EVENT]: () => {
        throw new Error("boom");
      },
    },
  });

test.each([
  ["before", (guard: ReturnType<typeof createPlugin>) => [guard, acme]],
  ["after", (guard: ReturnType<typeof createPlugin>) => [acme, guard]],
])("a guard of another plugin's gate, found %s it, denies when it fails", async (_, toPlugins) => {
  const lines: string[] = [];
  const runtime = await loadTemporaryRuntime(toPlugins(createGuard({})), { onLog: ({ message }) => void lines.push(message) });
  await runtime.emit("turn.start", { turnId: "t" });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { decision: "deny", reasons: [{ plugin: "guard@1.0.0", reason: "guard@1.0.0 failed and fails closed: boom", code: "HANDLER_FAILED" }] },
  ]);
});

test("a handler of another plugin's gate fails open where its manifest says so", async () => {
  const lines: string[] = [];
  const runtime = await loadTemporaryRuntime([acme, createGuard({ onError: "open" })], {
    onLog: ({ message }) => void lines.push(message),
  });
  await runtime.emit("turn.start", { turnId: "t" });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ decision: "allow", handlers: [{ status: "error" }] }]);
});
