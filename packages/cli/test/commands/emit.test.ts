import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { CALL, PLUGINS, toModule } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/greeter.js": PLUGINS.greeter })));
afterEach(() => workspace.remove());

const hello = ["emit", "prompt.preprocess", "--payload", '{"text":"hi"}'];
const start = ["emit", "turn.start", "--payload", '{"turnId":"1"}'];
const call = ["emit", "tool.before", "--payload", CALL];

describe("the payload", () => {
  test("is rewritten by the handlers", async () => {
    const { code, data, ok } = await workspace.ask(hello);
    expect([code, ok]).toEqual([0, true]);
    expect(data).toMatchObject({
      hook: "prompt.preprocess",
      payload: { text: "hi!" },
      handlers: [{ plugin: "greeter@1.0.0", status: "ok" }],
    });
  });

  test("comes from a file, relative to the workspace", async () => {
    workspace.write({ "payload.json": '{"text":"from a file"}' });
    const { data } = await workspace.ask(["emit", "prompt.preprocess", "--payload", "@payload.json"]);
    expect(data).toMatchObject({ payload: { text: "from a file!" } });
  });

  test("comes from standard input", async () => {
    const { data } = await workspace.ask(["emit", "prompt.preprocess", "--payload", "-"], { stdin: '{"text":"piped"}' });
    expect(data).toMatchObject({ payload: { text: "piped!" } });
  });

  test.each([
    ["{", "INPUT_INVALID", /^--payload is not JSON: /],
    ["@missing", "INPUT_INVALID", /^--payload names .*missing, which cannot be read: ENOENT/],
    ["-", "INPUT_INVALID", /^--payload is not JSON: /],
    ['{"text":5}', "INPUT_INVALID", /text/],
    ["[]", "INPUT_INVALID", /object/],
  ])("%s is wrong use", async (payload, code, message) => {
    const answer = await workspace.ask(["emit", "prompt.preprocess", "--payload", payload]);
    expect(answer).toMatchObject({ code: 2, ok: false, data: {}, diagnostics: [{ code, severity: "error" }] });
    expect(answer.diagnostics[0]?.message).toMatch(message);
  });

  test("nested 20,000 levels deep is wrong use", async () => {
    const payload = `{"text":"hi","more":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const answer = await workspace.ask(["emit", "prompt.preprocess", "--payload", "-"], { stdin: payload });
    expect(answer.code).toBe(2);
    expect(answer.diagnostics).toMatchObject([{ code: "INPUT_INVALID", message: "--payload is nested more than 1000 levels deep" }]);
  });

  test("left out is wrong use", async () => {
    const answer = await workspace.ask(["emit", "prompt.preprocess"]);
    expect(answer.code).toBe(2);
    expect(answer.diagnostics).toEqual([
      {
        severity: "error",
        code: "ARGUMENT_MISSING",
        message: "--payload is missing",
        hint: `Write --payload '{"text":"…"}', --payload @file or --payload -.`,
      },
    ]);
  });

  test("left out of a hook that does not exist is not what is wrong", async () => {
    expect((await workspace.ask(["emit", "tool.befor"])).diagnostics).toMatchObject([
      { code: "HOOK_UNKNOWN", message: 'the hook "tool.befor" does not exist', hint: 'Did you mean "tool.before"?' },
    ]);
    expect((await workspace.ask(["emit", "indexer:indexed"])).diagnostics).toMatchObject([
      { code: "ARGUMENT_MISSING", hint: "Write --payload '{}', --payload @file or --payload -." },
    ]);
  });

  test("that lacks a key is told what there must be", async () => {
    expect((await workspace.ask(["emit", "tool.before", "--payload", '{"tool":"shell"}'])).diagnostics).toMatchObject([
      {
        code: "INPUT_INVALID",
        message: 'the payload of "tool.before" lacks the key "callId"',
        hint: `Write at least --payload '{"tool":"…","callId":"…","input":{}}'.`,
      },
    ]);
  });
});

describe("a handler's answer that is nested 20,000 levels deep", () => {
  const digger = toModule("digger", {
    hooks: '"tool.before": () => { let deep = 1; for (let level = 0; level < 20000; level += 1) deep = [deep]; return { input: deep }; }',
  });
  beforeEach(() => workspace.write({ "plugins/digger.js": digger }));

  test("cannot be printed, which is bad news", async () => {
    const answer = await workspace.ask(call);
    expect(answer).toMatchObject({ code: 1, ok: false, data: {} });
    expect(answer.diagnostics).toEqual([
      {
        severity: "error",
        code: "OUTPUT_TOO_DEEP",
        message: 'what "emit" would print is nested too deep to be written as JSON',
        hint: "Run `kodex emit` with --strict to see which plugin answers with it.",
      },
    ]);
    expect((await workspace.run(call)).stderr).toContain("[OUTPUT_TOO_DEEP]");
  });

  test("is found with --strict, and its plugin is named", async () => {
    const { data } = await workspace.ask([...call, "--strict"]);
    expect(data).toMatchObject({ handlers: [{ plugin: "digger@1.0.0", status: "invalid", code: "RESULT_INVALID" }] });
  });
});

test("a hook that does not exist is wrong use, with the nearest one", async () => {
  const answer = await workspace.ask(["emit", "prompt.preproces", "--payload", "{}"]);
  expect(answer.code).toBe(2);
  expect(answer.diagnostics).toEqual([
    {
      severity: "error",
      code: "HOOK_UNKNOWN",
      message: 'the hook "prompt.preproces" does not exist',
      hint: 'Did you mean "prompt.preprocess"?',
    },
  ]);
});

describe("the answer", () => {
  test("denied exits with 1 and carries the report", async () => {
    workspace.write({ "plugins/guard.js": PLUGINS.guard });
    const { code, data, ok } = await workspace.ask(call);
    expect([code, ok]).toEqual([1, false]);
    expect(data).toMatchObject({
      decision: "deny",
      reasons: [{ plugin: "guard@1.0.0", decision: "deny", reason: "not on my watch" }],
    });
    const { stdout } = await workspace.run(call);
    expect(stdout).toContain("decision  deny\nreason    guard@1.0.0 says deny: not on my watch\n");
  });

  test("of one failed handler exits with 0 and names it", async () => {
    workspace.write({ "plugins/thrower.js": PLUGINS.thrower });
    const { code, data, diagnostics, ok } = await workspace.ask(start);
    expect([code, ok]).toEqual([0, true]);
    expect(data).toMatchObject({ handlers: [{ plugin: "thrower@1.0.0", status: "error" }] });
    expect(diagnostics).toEqual([
      {
        severity: "warning",
        code: "HANDLER_FAILED",
        message: 'thrower@1.0.0 did not handle "turn.start" (error): boom',
        hint: "Add --fail-fast --debug to see where it was thrown.",
        plugin: "thrower@1.0.0",
      },
    ]);
    expect((await workspace.run([...start, "--fail-fast", "--debug"])).stderr).toMatch(/caused by Error: boom\n +at .*thrower\.js/);
  });

  test("says what to do about an answer that does not fit, and about one that does not come", async () => {
    workspace.write({
      "plugins/odd.js": toModule("odd", { hooks: '"prompt.preprocess": () => ({ txt: "" })' }),
      "plugins/slow.mjs": `export default {
        manifest: { manifestVersion: 1, name: "slow", version: "1.0.0", hooks: { "turn.start": { timeoutMs: 50 } } },
        hooks: { "turn.start": () => new Promise(() => undefined) },
      };`,
    });
    expect((await workspace.ask(hello)).diagnostics).toMatchObject([
      { code: "RESULT_INVALID", plugin: "odd@1.0.0", hint: 'See `kodex schema hooks` for what "prompt.preprocess" may return.' },
    ]);
    expect((await workspace.ask(start)).diagnostics).toMatchObject([
      {
        code: "HANDLER_TIMEOUT",
        plugin: "slow@1.0.0",
        hint: 'Raise "timeoutMs" of "turn.start" in its manifest, or do less in the handler.',
      },
    ]);
  });

  test("says once that a plugin could not be loaded", async () => {
    workspace.write({
      "plugins/unbuilt/kodex.plugin.json":
        '{"manifestVersion":1,"name":"unbuilt","version":"1.0.0","main":"./gone.js","hooks":{"turn.start":{}}}',
    });
    expect((await workspace.ask(start)).diagnostics).toMatchObject([
      { code: "PLUGIN_ENTRY_MISSING", severity: "error", hint: 'Build the plugin, or mend "main" in its manifest.' },
    ]);
  });

  test("of one failed handler with --fail-fast exits with 1", async () => {
    workspace.write({ "plugins/thrower.js": PLUGINS.thrower });
    const { code, data, diagnostics, ok } = await workspace.ask([...start, "--fail-fast"]);
    expect([code, ok, data]).toEqual([1, false, {}]);
    expect(diagnostics).toMatchObject([{ severity: "error", plugin: "thrower@1.0.0", message: expect.stringContaining("boom") }]);
  });

  test("with --trace shows a bar for each handler", async () => {
    const { stdout } = await workspace.run([...hello, "--trace"]);
    expect(stdout).toMatch(/^ {2}greeter@1\.0\.0 {2}━+ +\d+\.\d\d ms {2}ok$/m);
  });
});

describe("a gate that asks", () => {
  beforeEach(() => workspace.write({ "plugins/asker.js": PLUGINS.asker }));

  test.each([
    ["allow", 0, "allow"],
    ["deny", 1, "deny"],
  ])("is answered by --ask %s", async (answer, exit, decision) => {
    const { code, data } = await workspace.ask([...call, "--ask", answer]);
    expect(code).toBe(exit);
    expect(data).toMatchObject({ decision });
  });

  test("is denied where there is no terminal", async () => {
    const { code, data } = await workspace.ask(call);
    expect([code, data]).toMatchObject([1, { decision: "deny" }]);
  });

  test.each([
    ["y\n", 0],
    ["n\n", 1],
    ["", 1],
  ])("at a terminal is asked, and %j exits with %i", async (stdin, exit) => {
    const { code, stderr } = await workspace.run(call, { stdin, columns: 80, env: { NO_COLOR: "1" } });
    expect(code).toBe(exit);
    expect(stderr).toContain("asker@1.0.0: are you sure?\nAllow? [y/N] ");
  });
});

test("text of a plugin cannot move the cursor or forge a line", async () => {
  const reason = '"\\u001b[2Jfine\\n✔ healthy"';
  workspace.write({ "plugins/evil.js": toModule("evil", { hooks: `"tool.before": () => ({ decision: "deny", reason: ${reason} })` }) });
  const { stdout } = await workspace.run(call);
  expect(stdout).toContain("evil@1.0.0 says deny: \\u{1b}[2Jfine ✔ healthy\n");
  expect(stdout).not.toContain("\u001b");
});
