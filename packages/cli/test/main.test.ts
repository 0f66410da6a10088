import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { COMMANDS } from "../src/commands.ts";
import { createWorkspace, type Workspace } from "./support/kodex.ts";
import { PLUGINS } from "./support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace()));
afterEach(() => workspace.remove());

describe("help and version", () => {
  test("without a word the commands are listed", async () => {
    const { code, stdout } = await workspace.run([]);
    expect(code).toBe(0);
    for (const name of Object.keys(COMMANDS)) expect(stdout).toContain(`  ${name}`);
  });

  test.each(Object.keys(COMMANDS))("%s has help with its usage, its options and an example", async (name) => {
    const { code, stdout } = await workspace.run([name, "--help"]);
    const info = COMMANDS[name];
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toBe(`kodex ${name} ${info?.usage}`.trim());
    for (const [flags] of info?.options ?? []) expect(stdout).toContain(flags);
    expect(stdout).toContain(info?.examples[0]);
  });

  test("help prints it as well, and knows what it has no help for", async () => {
    expect(await workspace.run(["help"])).toEqual(await workspace.run(["--help"]));
    expect(await workspace.run(["help", "emit"])).toEqual(await workspace.run(["emit", "--help"]));
    expect(await workspace.ask(["help", "emti"])).toMatchObject({
      code: 2,
      diagnostics: [{ code: "COMMAND_UNKNOWN", message: 'there is no command "emti"', hint: 'Did you mean "emit"?' }],
    });
  });

  test("--version prints the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
    expect(await workspace.run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("wrong use", () => {
  test.each([
    [["lsit"], "COMMAND_UNKNOWN", 'there is no command "lsit"', 'Did you mean "list"?'],
    [["lst"], "COMMAND_UNKNOWN", 'there is no command "lst"', 'Did you mean "list"?'],
    [["frobnicate"], "COMMAND_UNKNOWN", 'there is no command "frobnicate"', "See `kodex --help` for the commands."],
    [["list", "--qiet"], "OPTION_UNKNOWN", '"list" has no option --qiet', "Did you mean --quiet?"],
    [["emit", "x", "--fail-fats"], "OPTION_UNKNOWN", '"emit" has no option --fail-fats', "Did you mean --fail-fast?"],
    [["list", "--fail-fast"], "OPTION_UNKNOWN", '"list" has no option --fail-fast', "See `kodex list --help`."],
    [["list", "--cwd"], "OPTION_VALUE_INVALID", "--cwd needs a value", "Write --cwd <dir>."],
    [["list", "extra"], "ARGUMENT_UNEXPECTED", '"list" does not take "extra"', "Write `kodex list`."],
    [["emit"], "ARGUMENT_MISSING", '"emit" needs <hook>', "Write `kodex emit <hook>`."],
    [
      ["emit", "turn.start", "--ask", "alow"],
      "OPTION_VALUE_INVALID",
      '--ask is "alow", and must be one of allow, deny, prompt',
      'Did you mean "allow"?',
    ],
    [["route", "format", "--limit", "0"], "OPTION_VALUE_INVALID", '--limit is "0", and must be a whole number above 0', "Write --limit 5."],
    [
      ["route", "format", "--limit", "-3"],
      "OPTION_VALUE_INVALID",
      '--limit is "-3", and must be a whole number above 0',
      "Write --limit 5.",
    ],
  ])("%j exits with 2 and %s", async (words, code, message, hint) => {
    const answer = await workspace.ask(words);
    expect(answer).toMatchObject({ code: 2, ok: false, data: {} });
    expect(answer.diagnostics).toEqual([{ severity: "error", code, message, hint }]);
    const { code: exit, stderr, stdout } = await workspace.run(words);
    expect([exit, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(`✖ ${message}  [${code}]\n  → ${hint}\n`);
  });

  test.each(["nowhere", "a-file", "a-file/below", "circle"])("a folder %s that is none is named by its option", async (name) => {
    workspace.write({ "a-file": "" });
    symlinkSync("circle", join(workspace.cwd, "circle"));
    for (const option of ["cwd", "plugins"]) {
      const { code, diagnostics } = await workspace.ask(["list", `--${option}`, name]);
      const message = `--${option} names ${join(workspace.cwd, name)}, which is no folder`;
      expect([code, diagnostics]).toEqual([
        2,
        [{ severity: "error", code: "OPTION_VALUE_INVALID", message, hint: "Name a folder that exists." }],
      ]);
    }
  });

  test("a program that left the command out gets no help, which is for people", async () => {
    const { code, diagnostics } = await workspace.ask([]);
    expect([code, diagnostics]).toEqual([
      2,
      [
        {
          severity: "error",
          code: "ARGUMENT_MISSING",
          message: '"kodex" needs a command',
          hint: "See `kodex --help` for the commands.",
        },
      ],
    ]);
  });

  test("the options behind -- are words", async () => {
    const { code, stdout } = await workspace.run(["route", "--", "--json"]);
    expect([code, stdout]).toEqual([1, "No capability fits this task. See `kodex capabilities` for what there is.\n"]);
  });
});

describe("output", () => {
  test("a stack trace is printed with --debug only", async () => {
    const wrong = ["emit", "turn.start", "--payload", "{"];
    expect((await workspace.run(wrong)).stderr).not.toContain("    at ");
    expect((await workspace.run([...wrong, "--debug"])).stderr).toContain("    at ");
  });

  test("--quiet keeps warnings away and lets errors through", async () => {
    workspace.write({ "plugins/thrower.js": PLUGINS.thrower });
    const emit = ["emit", "turn.start", "--payload", '{"turnId":"1"}'];
    expect((await workspace.run(emit)).stderr).toContain("[HANDLER_FAILED]");
    expect((await workspace.run([...emit, "--quiet"])).stderr).toBe("");
    expect((await workspace.run(["emit", "nonsense", "--payload", "{}", "--quiet"])).stderr).toContain("[HOOK_UNKNOWN]");
  });

  test("colours are for terminals, and NO_COLOR turns them off", async () => {
    workspace.write({ "plugins/greeter.js": PLUGINS.greeter });
    const escape = "\u001b[";
    expect((await workspace.run(["list"])).stdout).not.toContain(escape);
    expect((await workspace.run(["list"], { columns: 120 })).stdout).toContain(escape);
    expect((await workspace.run(["list"], { columns: 120, env: { NO_COLOR: "1" } })).stdout).not.toContain(escape);
  });
});

describe("interruption", () => {
  const emit = ["emit", "prompt.preprocess", "--payload", '{"text":"hi"}'];
  const slow = `let ended = () => {};
export default {
  manifest: { manifestVersion: 1, name: "slow", version: "1.0.0" },
  hooks: { "prompt.preprocess": () => { process.emit("kodex-test-started"); return new Promise((resolve) => { ended = resolve; }); } },
  dispose() { globalThis.kodexTestDisposed = true; ended(); },
};`;

  test.each([
    [[], ""],
    [["--json"], "INTERRUPTED"],
  ])("while a handler runs exits with 130 and disposes the plugin %j", async (more, printed) => {
    workspace.write({ "plugins/slow.js": slow });
    const { code, stdout } = await workspace.run([...emit, ...more], {
      onStart: (fake) => void process.once("kodex-test-started" as never, () => fake.emit("SIGINT")),
    });
    expect(code).toBe(130);
    expect(stdout).toContain(printed);
    expect((globalThis as { kodexTestDisposed?: boolean }).kodexTestDisposed).toBe(true);
    delete (globalThis as { kodexTestDisposed?: boolean }).kodexTestDisposed;
  });

  test("an error that nobody waited for fails the command with its name", async () => {
    workspace.write({ "plugins/slow.js": slow });
    const { code, stderr } = await workspace.run(emit, {
      onStart: (fake) => void process.once("kodex-test-started" as never, () => fake.emit("uncaughtException", new Error("from a timer"))),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('an error that nobody waited for ended "emit": from a timer  [UNCAUGHT_ERROR]');
  });

  test("a process that ends before the command does says so", async () => {
    workspace.write({ "plugins/slow.js": slow });
    let exitCode: unknown;
    const { stdout } = await workspace.run([...emit, "--json"], {
      onStart: (fake) =>
        void process.once("kodex-test-started" as never, () => {
          fake.emit("exit");
          exitCode = fake.exitCode;
          fake.emit("SIGINT");
        }),
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('"code": "PROCESS_ENDED"');
    expect(stdout).toContain('the process was ended while \\"emit\\" ran, most likely by slow@1.0.0"');
  });
});
