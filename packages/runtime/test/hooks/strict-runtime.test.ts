import { createTestRuntime } from "@kodex/runtime/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { createPlugin, loadTemporaryRuntime } from "../temporary-runtime.ts";

test("the runtime for tests finds a plugin that changes its payload in place", async () => {
  const plugin = createPlugin("mutates", {
    hooks: {
      "tool.before": ({ input }) => {
        (input as { command: string }).command = "rm -rf /";
      },
    },
  });
  const runtime = await createTestRuntime(plugin);
  onTestFinished(() => runtime.close());
  const { decision, handlers, payload } = await runtime.emit("tool.before", { tool: "shell", callId: "1", input: { command: "ls" } });
  expect(handlers).toMatchObject([{ plugin: "mutates@1.0.0", status: "error", code: "HANDLER_FAILED", error: { name: "TypeError" } }]);
  expect(payload.input).toEqual({ command: "ls" });
  expect(decision).toBe("deny");
});

describe("what is nested 20,000 levels deep", () => {
  const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], 1);
  const echo = createPlugin("echo", { hooks: { "tool.before": ({ input }) => ({ input: input === "dig" ? deep : input }) } });

  test("is no payload where the runtime is strict", async () => {
    const runtime = await createTestRuntime(echo);
    onTestFinished(() => runtime.close());
    await expect(runtime.emit("tool.before", { tool: "shell", callId: "1", input: deep })).rejects.toMatchObject({
      code: "PAYLOAD_INVALID",
      message: 'the payload of "tool.before" does not fit: it is nested more than 1000 levels deep',
    });
  });

  test("is no result where the runtime is strict", async () => {
    const runtime = await createTestRuntime(echo);
    onTestFinished(() => runtime.close());
    const { handlers } = await runtime.emit("tool.before", { tool: "shell", callId: "1", input: "dig" });
    expect(handlers).toMatchObject([{ status: "invalid", code: "RESULT_INVALID" }]);
    expect(handlers[0]?.error?.message).toMatch(/: it is nested more than 1000 levels deep$/);
  });

  test("passes where it is not, and harms nobody", async () => {
    const runtime = await loadTemporaryRuntime([echo]);
    const { payload } = await runtime.emit("tool.before", { tool: "shell", callId: "1", input: deep });
    expect(payload.input).toBe(deep);
  });

  test("is no change that a pinned field may have", async () => {
    const meddler = createPlugin("meddler", {
      hooks: { "tool.before": ({ callId }) => ({ callId: copyDeep(callId) }) as never },
    });
    const runtime = await loadTemporaryRuntime([meddler]);
    const { handlers } = await runtime.emit("tool.before", { tool: "shell", callId: deep as never, input: {} });
    expect(handlers).toMatchObject([{ status: "invalid", code: "RESULT_INVALID" }]);
  });
});

/** A copy of a deep list, made without a stack. */
function copyDeep(value: unknown): unknown {
  let levels = 0;
  let inner = value;
  for (; Array.isArray(inner); levels += 1) inner = inner[0];
  return Array.from({ length: levels }).reduce<unknown>((part) => [part], inner);
}
