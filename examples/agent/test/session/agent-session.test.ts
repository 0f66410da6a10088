import { afterEach, describe, expect, test } from "vitest";
import { plugin, say, startAgent, type TestAgent, toCall } from "./agent.ts";

let agent: TestAgent;
afterEach(() => agent.close());

const steps = (): readonly string[] => agent.timeline.entries.map(({ step }) => step);
const toolResults = (): readonly string[] =>
  agent.model.requests
    .at(-1)!
    .messages.filter(({ role }) => role === "tool")
    .map(({ content }) => content);

test("passes every step of a turn through its hook, in order", async () => {
  agent = await startAgent([toCall("read_file", { path: "a.txt" })]);
  await agent.run("read it");
  await agent.end("done");
  expect(steps()).toEqual([
    "session.start",
    "turn.start",
    "prompt.preprocess",
    "task.route",
    "prompt.context",
    "tools.select",
    "model.request",
    "model.response",
    "tool.before",
    "tool.permission",
    "tool.after",
    "tool.batch.after",
    "tools.select",
    "model.request",
    "model.response",
    "turn.stop",
    "session.end",
  ]);
});

test("gives the model's last text and the conversation from the task on", async () => {
  agent = await startAgent([toCall("read_file", { path: "a.txt" }), say("it says: text of a")]);
  expect(await agent.run("read it")).toEqual({
    task: "read it",
    answer: "it says: text of a",
    isDenied: false,
    context: "",
    routed: [],
    messages: [
      { role: "user", content: "read it" },
      toCall("read_file", { path: "a.txt" }),
      { role: "tool", tool: "read_file", callId: "c1", content: "text of a" },
      say("it says: text of a"),
    ],
  });
});

test("keeps the conversation from task to task, and tells what the plugins tell anew each time", async () => {
  let count = 0;
  agent = await startAgent(
    [],
    [plugin("counter", { hooks: { "prompt.context": ({ blocks }) => ({ blocks: [...blocks, { text: `told ${(count += 1)}` }] }) } })],
  );
  await agent.run("one");
  await agent.run("two");
  expect(agent.model.requests.at(-1)?.messages).toEqual([
    { role: "system", content: "told 2" },
    { role: "user", content: "one" },
    say("done"),
    { role: "user", content: "two" },
  ]);
});

test("puts together what plugins tell at the start, about the prompt, and as context", async () => {
  agent = await startAgent(
    [],
    [
      plugin("teller", {
        hooks: {
          "session.start": () => ({ context: "at the start" }),
          "prompt.preprocess": ({ text }) => ({ text: text.toUpperCase(), context: "about the prompt" }),
          "prompt.context": ({ blocks }) => ({ blocks: [...blocks, { text: "as context" }] }),
        },
      }),
    ],
  );
  const { context, task } = await agent.run("shout");
  expect([task, context]).toEqual(["SHOUT", "at the start\n\nabout the prompt\n\nas context"]);
});

test("asks no model when the prompt is denied, and says who denied it and why", async () => {
  agent = await startAgent([], [plugin("bouncer", { hooks: { "prompt.preprocess": () => ({ decision: "deny", reason: "not today" }) } })]);
  const outcome = await agent.run("let me in");
  expect([outcome.isDenied, outcome.answer, agent.model.requests]).toEqual([true, "The prompt was denied: bouncer@1.0.0: not today", []]);
});

describe("a tool call", () => {
  test("that a plugin denies is not made; the model learns why and observers learn of it without its input", async () => {
    const denied: unknown[] = [];
    agent = await startAgent(
      [toCall("write_file", { path: "b.txt", text: "secret" })],
      [
        plugin("guard", {
          hooks: {
            "tool.before": () => ({ decision: "deny", reason: "read only" }),
            "tool.denied": (payload) => void denied.push(payload),
          },
        }),
      ],
    );
    await agent.run("write it");
    expect(toolResults()).toEqual(["denied: guard@1.0.0: read only"]);
    expect(denied).toEqual([{ tool: "write_file", input: null, by: "guard@1.0.0", reason: "guard@1.0.0: read only" }]);
    await agent.run("look");
    expect(steps()).not.toContain("tool.after");
  });

  test("that needs a permission is denied by the permission's gate", async () => {
    agent = await startAgent(
      [toCall("run_shell", { command: "touch made" })],
      [plugin("permit", { hooks: { "tool.permission": ({ tool }) => ({ decision: "deny", reason: `no ${tool}` }) } })],
    );
    await agent.run("run it");
    expect(toolResults()).toEqual(["denied: permit@1.0.0: no run_shell"]);
  });

  test("is made with the input that the plugins leave, and its output is what they make of it", async () => {
    agent = await startAgent(
      [toCall("read_file", { path: "wrong.txt" })],
      [
        plugin("fixer", {
          hooks: {
            "tool.before": () => ({ input: { path: "a.txt" }, context: "path was mended" }),
            "tool.after": ({ output }) => ({ output: String(output).toUpperCase(), context: "in capitals" }),
          },
        }),
      ],
    );
    await agent.run("read it");
    expect(toolResults()).toEqual(["TEXT OF A\n[fixer@1.0.0] path was mended\n[fixer@1.0.0] in capitals"]);
  });

  test("that fails answers with why, and with what plugins say about it", async () => {
    agent = await startAgent(
      [toCall("no_such_tool", {}), toCall("read_file", { path: "../x" })],
      [plugin("helper", { hooks: { "tool.error": ({ error }) => ({ context: `seen: ${error.message}` }) } })],
    );
    await agent.run("try it");
    expect(toolResults()).toEqual([
      'failed: there is no tool "no_such_tool"\n[helper@1.0.0] seen: there is no tool "no_such_tool"',
      'failed: "../x" lies outside the workspace\n[helper@1.0.0] seen: "../x" lies outside the workspace',
    ]);
  });
});

describe("the model", () => {
  test("is offered only the tools that plugins leave", async () => {
    agent = await startAgent(
      [],
      [plugin("selector", { hooks: { "tools.select": ({ tools }) => ({ tools: tools.filter(({ name }) => name === "read_file") }) } })],
    );
    await agent.run("hi");
    expect(agent.model.requests[0]?.tools.map(({ name }) => name)).toEqual(["read_file"]);
  });

  test("is not asked when a plugin answers in its place", async () => {
    agent = await startAgent([], [plugin("cache", { hooks: { "model.request": () => ({ response: say("from the cache") }) } })]);
    expect([(await agent.run("hi")).answer, agent.model.requests]).toEqual(["from the cache", []]);
  });

  test("has its answer changed by plugins", async () => {
    agent = await startAgent([say("hello")], [plugin("editor", { hooks: { "model.response": () => ({ message: say("HELLO") }) } })]);
    expect((await agent.run("hi")).answer).toBe("HELLO");
  });

  test("fails the turn when a plugin makes something else of its answer", async () => {
    const errors: unknown[] = [];
    agent = await startAgent(
      [],
      [
        plugin("breaker", {
          hooks: { "model.response": () => ({ message: { role: "robot" } }), "turn.error": (payload) => void errors.push(payload) },
        }),
      ],
    );
    await expect(agent.run("hi")).rejects.toThrow('a plugin made {"role":"robot"} of a message, which has no role or no text');
    expect(errors).toMatchObject([{ error: { name: "TypeError" } }]);
  });

  test("goes on for as long as a plugin does not let it stop", async () => {
    agent = await startAgent(
      [say("one"), say("two"), say("three")],
      [
        plugin("driver", {
          hooks: { "turn.stop": ({ continuations = 0 }) => (continuations < 2 ? { continue: `again ${continuations}` } : undefined) },
        }),
      ],
    );
    const { answer, messages } = await agent.run("hi");
    expect(answer).toBe("three");
    expect(messages.filter(({ role }) => role === "user").map(({ content }) => content)).toEqual([
      "hi",
      "driver@1.0.0: again 0",
      "driver@1.0.0: again 1",
    ]);
  });

  test("is stopped when it never comes to an end", async () => {
    agent = await startAgent(Array.from({ length: 50 }, (_, index) => toCall("read_file", { path: "a.txt" }, `c${index}`)));
    expect([(await agent.run("loop")).answer, agent.model.requests.length]).toEqual(["I stopped after 24 steps.", 24]);
  });
});

describe("a capability", () => {
  const greeter = plugin(
    "greeter",
    { capabilities: { "text.greet": ({ name }: { readonly name: string }) => ({ greeting: `Hello, ${name}` }) } },
    {
      capabilities: {
        "text.greet": {
          description: "Greets a person",
          examples: ["greet somebody"],
          input: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
        },
      },
    },
  );

  test("that a task is routed to is offered as a tool, called, and in the timeline", async () => {
    agent = await startAgent([toCall("use_capability", { capability: "text.greet", input: { name: "Ada" } })], [greeter]);
    const { routed } = await agent.run("greet somebody");
    expect(routed).toMatchObject([{ capability: "text.greet", plugin: "greeter@1.0.0" }]);
    expect(agent.model.requests[0]?.tools.at(-1)).toMatchObject({
      name: "use_capability",
      description: "Calls a capability of a plugin. text.greet: Greets a person.",
      input: { properties: { capability: { enum: ["text.greet"] } } },
    });
    expect(toolResults()).toEqual(['{"greeting":"Hello, Ada"}']);
    expect(agent.timeline.entries.find(({ step }) => step === "text.greet")?.plugins).toMatchObject([
      { plugin: "greeter@1.0.0", did: "answered" },
    ]);
  });

  test.each([
    [{ capability: "text.greet", input: {} }, /^failed: .*text\.greet/],
    [{ capability: "text.shout", input: {} }, /^failed: "text\.shout" is none of the capabilities text\.greet$/],
    [{}, /^failed: "capability" must be a text$/],
  ])("called with %j fails, and the model learns why", async (input, why) => {
    agent = await startAgent([toCall("use_capability", input)], [greeter]);
    await agent.run("greet somebody");
    expect(toolResults()[0]).toMatch(why);
  });

  test("that another plugin ranks first comes first", async () => {
    const ranker = plugin("ranker", { hooks: { "task.route": ({ candidates }) => ({ candidates: candidates.toReversed() }) } });
    const other = plugin(
      "other",
      { capabilities: { "text.greet-all": () => null } },
      { capabilities: { "text.greet-all": { description: "Greets people" } } },
    );
    agent = await startAgent([], [greeter, other, ranker]);
    const before = await agent.runtime.capabilities.route("greet somebody", { limit: 3 });
    expect((await agent.run("greet somebody")).routed).toEqual(before.toReversed());
    expect(before.length).toBe(2);
  });

  test("is not offered where no task is routed to it", async () => {
    agent = await startAgent([], [greeter]);
    const { routed } = await agent.run("xyzzy");
    expect([routed, agent.model.requests[0]?.tools.map(({ name }) => name)]).toEqual([
      [],
      ["list_files", "read_file", "write_file", "search_text", "run_shell"],
    ]);
  });
});

test("an aborted turn ends with the reason, and observers hear of the interruption", async () => {
  const heard: unknown[] = [];
  agent = await startAgent(
    [toCall("run_shell", { command: "sleep 60" })],
    [
      plugin("observer", {
        hooks: {
          "turn.interrupt": (payload) => void heard.push(payload),
          "tool.permission": () => void setTimeout(() => agent.cancel.abort(new Error("enough")), 50),
        },
      }),
    ],
  );
  await expect(agent.run("wait")).rejects.toThrow("enough");
  expect(heard).toEqual([{ by: "person" }]);
});
