import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { AskRequest } from "@kodex/runtime";
import { describe, expect, test } from "vitest";
import { createAsk } from "../src/ask.ts";

const request: AskRequest = {
  hook: "tool.before",
  payload: {},
  reasons: [{ plugin: "guard@1.0.0", reason: "it \u001b[2Jmight be dangerous" }],
  signal: new AbortController().signal,
};

async function answer(typed: string, own: Partial<AskRequest> = {}): Promise<{ readonly decision: string; readonly shown: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(typed);
  const decision = await createAsk("prompt", { input, output })({ ...request, ...own });
  output.end();
  return { decision, shown: await text(output) };
}

test.each(["allow", "deny"] as const)("answers %s without asking when told to", async (mode) => {
  const output = new PassThrough();
  expect(await createAsk(mode, { input: new PassThrough(), output })(request)).toBe(mode);
  expect(output.read()).toBe(null);
});

describe("a prompt", () => {
  test.each(["y\n", "Y\n", "yes\n", " YES \n"])("allows on %j", async (typed) => {
    expect((await answer(typed)).decision).toBe("allow");
  });

  test.each(["n\n", "\n", "no\n", "yep\n", "allow\n", ""])("denies on %j", async (typed) => {
    expect((await answer(typed)).decision).toBe("deny");
  });

  test("shows who asks and why, with nothing that steers a terminal", async () => {
    const { shown } = await answer("y\n");
    expect(shown).toContain("guard@1.0.0 asks: it \\u{1b}[2Jmight be dangerous\n");
    expect(shown).toContain("Allow this tool.before? [y/N] ");
    expect(shown).not.toContain("\u001b[2J");
  });

  test("denies when it is aborted", async () => {
    const cancel = new AbortController();
    const asked = createAsk("prompt", { input: new PassThrough(), output: new PassThrough() })({ ...request, signal: cancel.signal });
    cancel.abort();
    expect(await asked).toBe("deny");
  });
});
