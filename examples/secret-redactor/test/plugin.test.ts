import { fileURLToPath } from "node:url";
import { createFakeClock, createTestRuntime, type TestRuntime, type TestRuntimeOptions } from "@kodex/runtime/testing";
import { afterEach, describe, expect, test } from "vitest";
import { CREDENTIALS } from "./credentials.ts";

const MANIFEST = fileURLToPath(new URL("../kodex.plugin.json", import.meta.url));
const PLUGIN = "secret-redactor@1.0.0";
const token = CREDENTIALS[0]?.text ?? "";
let runtime: TestRuntime;

afterEach(() => runtime.close());

async function start(config?: TestRuntimeOptions["config"]): Promise<TestRuntime> {
  runtime = await createTestRuntime(MANIFEST, config === undefined ? {} : { config });
  return runtime;
}

describe("prompts", () => {
  test("lose their credentials and tell the model so", async () => {
    const { emit } = await start();
    const result = await emit("prompt.preprocess", { text: `push with ${token}` });
    expect(result.payload).toEqual({ text: "push with [redacted: github]" });
    expect(result.context).toEqual([
      { plugin: PLUGIN, text: "Credentials were removed from the prompt (github). Ask for a reference to a secret store instead." },
    ]);
    expect(result.decision).toBe("allow");
  });

  test("lose those in attachments too", async () => {
    const { emit } = await start();
    const attachments = [{ kind: "file", name: ".env", text: `TOKEN=${token}` }];
    const { payload } = await emit("prompt.preprocess", { text: "look at this", attachments });
    expect(payload).toEqual({ text: "look at this", attachments: [{ kind: "file", name: ".env", text: "TOKEN=[redacted: github]" }] });
  });

  test("without credentials pass as they are", async () => {
    const { emit } = await start();
    const result = await emit("prompt.preprocess", { text: "hello" });
    expect(result.payload).toEqual({ text: "hello" });
    expect(result.context ?? []).toEqual([]);
    expect(result.handlers.map(({ plugin, status }) => [plugin, status])).toEqual([[PLUGIN, "ok"]]);
  });

  test("keep what the configuration allows", async () => {
    const { emit } = await start({ allow: [token] });
    expect((await emit("prompt.preprocess", { text: token })).payload).toEqual({ text: token });
  });

  test.each(CREDENTIALS)("leave nothing of a credential of kind $kind in the report or the log", async ({ secret, text }) => {
    const { emit, logs } = await start();
    const result = await emit("prompt.preprocess", { text }, { trace: true });
    expect(JSON.stringify([result, logs])).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(result.payload.text).toContain("[redacted: ");
  });

  test("of many lines with many credentials lose every one", async () => {
    // A clock that stands still: how long it takes is for a benchmark to say, not for a test on a busy machine.
    runtime = await createTestRuntime(MANIFEST, { clock: createFakeClock() });
    const { emit } = runtime;
    const text = `${"lorem ipsum dolor sit amet, ".repeat(40)}${token}\n`.repeat(250);
    const result = await emit("prompt.preprocess", { text });
    expect(result.handlers.map(({ status }) => status)).toEqual(["ok"]);
    expect(result.payload.text.match(/\[redacted: github\]/g)).toHaveLength(250);
  });
});

describe("tool calls", () => {
  const input = { path: "a.txt", edits: [{ text: `key ${token}` }] };

  test("with a credential are denied by default, without telling it", async () => {
    const { emit } = await start();
    const result = await emit("tool.before", { tool: "write_file", callId: "1", input });
    expect(result.decision).toBe("deny");
    expect(result.reasons).toMatchObject([
      { plugin: PLUGIN, decision: "deny", reason: 'the input of "write_file" holds a credential (github)' },
    ]);
    expect(JSON.stringify([result.reasons, result.handlers])).not.toContain(token);
  });

  test("with a credential go on without it where the configuration says so", async () => {
    const { emit } = await start({ tools: "redact" });
    const result = await emit("tool.before", { tool: "write_file", callId: "1", input });
    expect(result.decision).toBe("allow");
    expect(result.payload).toEqual({
      tool: "write_file",
      callId: "1",
      input: { path: "a.txt", edits: [{ text: "key [redacted: github]" }] },
    });
  });

  test("without one are left alone", async () => {
    const { emit } = await start();
    const result = await emit("tool.before", { tool: "read_file", callId: "1", input: { path: "README.md" } });
    expect([result.decision, result.payload.input]).toEqual(["allow", { path: "README.md" }]);
  });

  test("with a credential deep inside are denied", async () => {
    const { emit } = await start();
    const result = await emit("tool.before", { tool: "write_file", callId: "1", input: toNested(token, 500) });
    expect([result.decision, result.handlers.map(({ status }) => status)]).toEqual(["deny", ["denied"]]);
  });
});

test("a configuration with an unknown mode is refused", async () => {
  await expect(start({ tools: "warn" })).rejects.toMatchObject({
    code: "PLUGIN_CONFIG_INVALID",
    message: expect.stringContaining("secret-redactor"),
  });
  await start();
});

function toNested(value: unknown, depth: number): unknown {
  let nested = value;
  for (let level = 0; level < depth; level += 1) nested = [nested];
  return nested;
}
