import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { HELP, parseArguments } from "../src/arguments.ts";

test("works in the current folder on a task from standard input unless told otherwise", () => {
  expect(parseArguments([], false)).toEqual({
    task: undefined,
    workspace: process.cwd(),
    plugins: [],
    ask: "deny",
    isDemo: false,
    isJson: false,
    isHelp: false,
  });
});

test("joins the words of a task and resolves folders", () => {
  const given = parseArguments(["write", "a note", "--workspace", "w", "--plugins", "a", "--plugins", "b"], false);
  expect(given).toMatchObject({ task: "write a note", workspace: resolve("w"), plugins: [resolve("a"), resolve("b")] });
});

describe("--ask", () => {
  test("is prompt on a terminal and deny elsewhere", () => {
    expect([parseArguments([], true).ask, parseArguments([], false).ask]).toEqual(["prompt", "deny"]);
  });

  test.each(["allow", "deny", "prompt"])("takes %s", (mode) => {
    expect(parseArguments(["--ask", mode], true).ask).toBe(mode);
  });

  test("takes nothing else", () => {
    expect(() => parseArguments(["--ask", "maybe"], true)).toThrow(new TypeError('--ask is "maybe", and must be allow, deny or prompt'));
  });
});

test("refuses an option that it does not know", () => {
  expect(() => parseArguments(["--wrkspace", "x"], false)).toThrow(/Unknown option '--wrkspace'/);
});

test("explains every option that it takes", () => {
  for (const option of ["workspace", "plugins", "ask", "demo", "json", "help"]) expect(HELP).toContain(`--${option}`);
});
