import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(
  () =>
    void (workspace = createWorkspace({
      "plugins/greeter.js": `globalThis.kodexTestRan = true;\n${PLUGINS.greeter}`,
      "plugins/lint/kodex.plugin.json": '{"name":"lint","capabilities":{"code.lint":{}}}',
      "plugins/broken/kodex.plugin.json": "{",
    })),
);
afterEach(() => workspace.remove());

const complete = async (...words: string[]): Promise<string[]> => {
  const { stdout } = await workspace.run(["completion", "bash", "--", ...words]);
  return stdout.split("\n").filter((line) => line !== "");
};

describe("candidates", () => {
  test.each([
    [["l"], ["list", "logs"]],
    [
      ["emit", "tool.b"],
      ["tool.batch.after", "tool.before"],
    ],
    [["emit", "--fa"], ["--fail-fast"]],
    [["list", "--no"], ["--no-packages"]],
    [
      ["emit", "turn.start", "--ask", ""],
      ["allow", "deny", "prompt"],
    ],
    [["emit", "turn.start", "--payload", ""], []],
    [["--cwd", ".", "expl"], ["explain"]],
    [
      ["explain", "--json", "tool.before", ""],
      ["greeter", "lint"],
    ],
    [["enable", "g"], ["greeter"]],
    [
      ["disable", ""],
      ["greeter", "lint"],
    ],
    [["invoke", "code"], ["code.lint"]],
    [["capabilities", ""], ["code.lint"]],
    [
      ["invoke", "code.lint", "--plugin", ""],
      ["greeter", "lint"],
    ],
    [["logs", "li"], ["lint"]],
    [
      ["schema", "output/c"],
      ["output/capabilities", "output/config"],
    ],
    [
      ["completion", ""],
      ["bash", "fish", "zsh"],
    ],
    [["scaffold", "x", "--lang", "p"], ["python"]],
    [["list", ""], []],
  ])("of %j are %j", async (words, candidates) => {
    expect(await complete(...words)).toEqual(candidates);
  });

  test("are found without running a plugin", async () => {
    await complete("enable", "");
    expect(globalThis).not.toHaveProperty("kodexTestRan");
  });
});

test.each(["bash", "zsh", "fish"])("the script for %s calls the command that it completes", async (shell) => {
  const { code, stdout } = await workspace.run(["completion", shell]);
  expect(code).toBe(0);
  expect(stdout).toContain(`completion ${shell} -- `);
});

test("another shell is wrong use", async () => {
  const answer = await workspace.ask(["completion", "bahs"]);
  expect([answer.code, answer.diagnostics]).toEqual([
    2,
    [
      {
        severity: "error",
        code: "ARGUMENT_INVALID",
        message: 'there is no completion for "bahs", only for bash, zsh, fish',
        hint: 'Did you mean "bash"?',
      },
    ],
  ]);
});
