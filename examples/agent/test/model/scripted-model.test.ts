import { describe, expect, test } from "vitest";
import type { ChatMessage } from "../../src/model/message.ts";
import type { ToolDescription } from "../../src/model/model-port.ts";
import { createScriptedModel } from "../../src/model/scripted-model.ts";

const signal = new AbortController().signal;
const toTool = (name: string, input: ToolDescription["input"] = {}): ToolDescription => ({ name, description: "", input });
const TOOLS = ["list_files", "read_file", "write_file", "search_text", "run_shell"].map((name) => toTool(name));
const toCapabilities = (...ids: readonly string[]): ToolDescription =>
  toTool("use_capability", { properties: { capability: { enum: ids } } });

/** Plays a task to its end; each tool answers what `results` says. */
async function play(task: string, results: Readonly<Record<string, string>> = {}, tools: readonly ToolDescription[] = TOOLS) {
  const model = createScriptedModel();
  const messages: ChatMessage[] = [{ role: "user", content: task }];
  for (;;) {
    const reply = await model.respond({ messages, tools, signal });
    messages.push(reply);
    const [call] = reply.toolCalls ?? [];
    if (call === undefined) return { answer: reply.content, calls: messages.flatMap(({ toolCalls = [] }) => toolCalls) };
    messages.push({ role: "tool", tool: call.tool, callId: call.callId, content: results[call.tool] ?? "" });
  }
}

const steps = ({ calls }: Awaited<ReturnType<typeof play>>) => calls.map(({ input, tool }) => [tool, input]);

test("looks around and sums up what it found", async () => {
  const played = await play("What is here?", { list_files: "README.md\nsrc/" });
  expect(steps(played)).toEqual([["list_files", { path: "." }]]);
  expect(played.answer).toBe("The workspace holds 2 files and folders.");
});

test("reads the files that a task names, and the README when it is to summarize", async () => {
  const results = { list_files: "LICENSE\nREADME.md\nsrc/", read_file: "\n# Title\n\ntext" };
  expect(steps(await play("Read LICENSE", results))).toContainEqual(["read_file", { path: "LICENSE" }]);
  const played = await play("Summarize this", results);
  expect(steps(played)).toContainEqual(["read_file", { path: "README.md" }]);
  expect(played.answer).toContain('What I read begins with "Title".');
});

test("searches for quoted words", async () => {
  const played = await play('Where is "createRuntime"?', { search_text: "a.ts:1: createRuntime" });
  expect(steps(played)).toContainEqual(["search_text", { text: "createRuntime" }]);
  expect(played.answer).toContain("The search found 1 lines.");
});

test("writes what stands in a block, and a note otherwise", async () => {
  expect(steps(await play("Write to src/a.ts: ```x = 1\n```"))).toContainEqual(["write_file", { path: "src/a.ts", text: "x = 1\n" }]);
  expect(steps(await play("Write a note to note.md"))).toContainEqual([
    "write_file",
    { path: "note.md", text: "# Notes\n\nWrite a note to note.md\n" },
  ]);
});

test("runs what stands in backticks, in order, and nothing of a block", async () => {
  const played = await play("Run `ls`, then `pwd`. ```a `b` c```", { run_shell: "exit code 0\nx" });
  expect(steps(played).filter(([tool]) => tool === "run_shell")).toEqual([
    ["run_shell", { command: "ls" }],
    ["run_shell", { command: "pwd" }],
  ]);
  expect(played.answer).toContain("The command ended with exit code 0.");
});

test("tells what was denied", async () => {
  expect((await play("Run `rm -rf /`", { run_shell: "denied: guard: no" })).answer).toContain("A call was denied: guard: no.");
});

test("uses the best capability when the task asks for what it does", async () => {
  const tools = [...TOOLS, toCapabilities("vcs.diff", "code.format")];
  const played = await play("What changed?", { use_capability: '{"files":[]}' }, tools);
  expect(steps(played)).toContainEqual(["use_capability", { capability: "vcs.diff", input: {} }]);
  expect(played.answer).toContain('vcs.diff answered {"files":[]}.');
  expect(steps(await play("Write a.ts and format it", {}, [...TOOLS, toCapabilities("code.format")]))).toContainEqual([
    "use_capability",
    { capability: "code.format", input: { path: "a.ts" } },
  ]);
});

test("calls no tool that it is not offered", async () => {
  expect(steps(await play("Run `ls`", {}, [toTool("list_files")]))).toEqual([["list_files", { path: "." }]]);
});

test("begins anew with every task of a conversation", async () => {
  const model = createScriptedModel();
  const call = { callId: "call-1", tool: "list_files", input: { path: "." } };
  const messages: readonly ChatMessage[] = [
    { role: "user", content: "one" },
    { role: "assistant", content: "", toolCalls: [call] },
    { role: "tool", tool: "list_files", callId: "call-1", content: "a" },
    { role: "assistant", content: "done" },
    { role: "user", content: "two" },
  ];
  const reply = await model.respond({ messages, tools: TOOLS, signal });
  expect(reply.toolCalls).toEqual([{ ...call, callId: "call-2" }]);
});

describe("an aborted request", () => {
  test("is rejected with the reason", async () => {
    const reason = new Error("enough");
    await expect(createScriptedModel().respond({ messages: [], tools: [], signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
