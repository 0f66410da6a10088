import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { askAnswers } from "../src/ask.ts";
import { createTerminalPrompts } from "../src/terminal-prompts.ts";

const ENTER = "\r";
const DOWN = "\u001B[B";
const INTERRUPT = "\u0003";

/** A person who presses keys as soon as a question that has not been answered is on the screen. */
function createTypist(answers: readonly (readonly [question: string, keys: string])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...answers];
  let screen = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const [next] = left;
    if (next === undefined || !screen.includes(next[0])) return;
    left.shift();
    screen = "";
    // The prompt listens once it has drawn itself.
    setImmediate(() => input.write(next[1]));
  });
  return { prompts: createTerminalPrompts({ input, output }), left };
}

test("takes what is typed and what is chosen with the arrow keys", async () => {
  const { left, prompts } = createTypist([
    ["Name of the plugin", `hello${ENTER}`],
    ["Kind of plugin", ENTER],
    ["Language", `${DOWN}${ENTER}`],
  ]);
  expect(await askAnswers({}, prompts)).toEqual({ name: "hello", template: "file", language: "ts" });
  expect(left).toEqual([]);
});

test("says what is wrong with a name, and takes the mended one", async () => {
  const { left, prompts } = createTypist([
    ["Name of the plugin", `hello!${ENTER}`],
    ["Lower-case letters", `\u007F${ENTER}`],
  ]);
  expect(await askAnswers({ template: "package" }, prompts)).toEqual({ name: "hello", template: "package", language: "ts" });
  expect(left).toEqual([]);
});

test.each([
  ["a text", {}, "Name of the plugin"],
  ["a choice", { name: "hello" }, "Kind of plugin"],
])("gives nothing when the person interrupts %s", async (_, given, question) => {
  const { prompts } = createTypist([[question, INTERRUPT]]);
  expect(await askAnswers(given, prompts)).toBeUndefined();
});
