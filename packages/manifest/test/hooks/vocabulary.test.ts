import { expect, test } from "vitest";
import { checkPayload, loadPayloadValidators, loadResultValidators, VOCABULARY } from "../../src/index.ts";

/** Name, kinds, payload fields, what a result may add to them, and what else holds. Literals: a change here is a change of the API. */
const EVENTS: readonly (readonly [name: string, kinds: string, fields: string, extras: string, rules?: object])[] = [
  ["session.start", "transform", "source model", "context", { historic: true, rewrites: false }],
  ["session.end", "observe", "reason", ""],
  ["prompt.preprocess", "transform gate", "text attachments", "context drop", { denial: "drop" }],
  ["prompt.expand", "transform", "command args text", ""],
  ["prompt.context", "transform", "blocks", ""],
  ["task.route", "provide", "task candidates", "candidates"],
  ["tools.select", "transform", "tools", ""],
  ["model.request", "transform provide", "model messages params", "response", { answer: "response" }],
  ["model.response", "transform", "message usage stopReason", ""],
  ["model.switch.before", "gate", "from to why", ""],
  ["model.switch.after", "observe", "from to why", ""],
  ["tool.before", "transform gate", "tool callId input", "context", { pinned: ["tool", "callId"] }],
  ["tool.permission", "gate", "tool input rule", "remember"],
  ["tool.denied", "observe", "tool input by reason", ""],
  ["tool.after", "transform", "tool callId input output durationMs", "context", { pinned: ["tool", "callId"] }],
  ["tool.error", "transform", "tool callId input error", "context", { rewrites: false }],
  ["tool.batch.after", "observe", "calls", ""],
  ["turn.start", "observe", "turnId", ""],
  ["turn.error", "observe", "error", ""],
  ["turn.interrupt", "observe", "by", ""],
  ["turn.stop", "gate", "lastMessage continuations", "continue", { denial: "continue", denialLimit: { field: "continuations", max: 8 } }],
  ["agent.spawn", "transform gate", "type prompt model", ""],
  ["agent.stop", "gate", "type result continuations", "continue", { denial: "continue", denialLimit: { field: "continuations", max: 8 } }],
  ["task.created", "gate", "task", ""],
  ["task.completed", "gate", "task", ""],
  ["context.compact.before", "transform provide", "trigger instructions messages", "summary", { answer: "summary" }],
  ["context.compact.after", "observe", "trigger summary tokensBefore tokensAfter", ""],
  ["command.run", "provide", "name args", "text"],
  ["shell.env", "transform", "cwd keys set", ""],
  ["notification", "observe", "kind text", ""],
  ["elicitation.request", "provide", "schema message", "answer"],
  ["elicitation.result", "transform", "schema answer", ""],
  ["message.display", "transform", "text", ""],
  ["config.changed", "observe", "key change", "", { historic: true }],
  ["file.changed", "observe", "path change", ""],
  ["cwd.changed", "observe", "path change", ""],
  ["workspace.directory.added", "observe", "path change", ""],
  ["instructions.loaded", "observe", "path change", ""],
  ["worktree.create", "provide", "name", "path"],
  ["worktree.remove", "observe", "name path", ""],
  ["plugin.admit", "gate", "plugin version provenance signature declared inferred", "", { hostOnly: true }],
  ["plugin.loaded", "observe", "plugin code durationMs", ""],
  ["plugin.failed", "observe", "plugin code durationMs", ""],
  ["plugin.unloaded", "observe", "plugin code durationMs", ""],
  ["plugin.circuit", "observe", "plugin code durationMs hook state", ""],
];

test("the vocabulary has these events and no others", () => {
  expect(Object.keys(VOCABULARY).toSorted()).toEqual(EVENTS.map(([name]) => name).toSorted());
});

test.each(EVENTS.map((event) => ({ event, name: event[0] })))("$name has its kinds, fields, extras and rules", ({ event }) => {
  const [name, kinds, fields, extras, rules = {}] = event;
  const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");
  const { summary, ...spec } = VOCABULARY[name]!;
  expect(summary).toMatch(/^[A-Z].*\.$/);
  expect(spec).toEqual({
    kinds: words(kinds),
    fields: words(fields),
    extras: words(extras),
    rewrites: kinds.includes("transform"),
    pinned: [],
    historic: false,
    hostOnly: false,
    ...rules,
  });
});

/** For each event: the smallest payload, one that does not fit, a result, and one that does not fit (observers: anything fits). */
const CASES: readonly (readonly [name: string, payload: object, wrong: object, result?: unknown, badResult?: unknown])[] = [
  ["session.start", { source: "startup" }, { source: 1 }, { context: "hello" }, { model: "m" }],
  ["session.end", { reason: "exit" }, {}],
  ["prompt.preprocess", { text: "hello" }, { text: 1 }, { text: "a", context: "b", decision: "ask", reason: "c" }, { drop: 1 }],
  ["prompt.expand", { command: "fix", text: "" }, { text: "" }, { text: "a" }, { text: 1 }],
  ["prompt.context", { blocks: [{ text: "a" }] }, { blocks: [{}] }, { blocks: [] }, { blocks: "a" }],
  ["task.route", { task: "a", candidates: [] }, { task: "a" }, { candidates: [] }, {}],
  ["tools.select", { tools: [{ name: "a" }] }, { tools: [{}] }, { tools: [] }, { tools: {} }],
  ["model.request", { model: "m", messages: [{ role: "user", content: "a" }] }, { model: "m" }, { response: null }, { model: 1 }],
  ["model.response", { message: {} }, { stopReason: "end" }, { message: 1 }, { stopReason: 1 }],
  ["model.switch.before", { from: "a", to: "b" }, { from: "a" }, { decision: "deny", reason: "a" }, { decision: "no" }],
  ["model.switch.after", { from: "a", to: "b" }, { from: "a" }],
  ["tool.before", { tool: "a", callId: "1", input: {} }, { tool: "a", callId: "1" }, { input: 1, decision: "allow" }, { decision: 1 }],
  ["tool.permission", { tool: "a", input: {} }, { tool: "a" }, { decision: "allow", remember: true }, { input: {} }],
  ["tool.denied", { tool: "a", input: {}, by: "b" }, { tool: "a", input: {} }],
  ["tool.after", { tool: "a", callId: "1", input: {}, output: 1 }, { tool: "a", callId: "1", input: {} }, { output: 2 }, { context: 1 }],
  [
    "tool.error",
    { tool: "a", callId: "1", input: {}, error: { name: "E", message: "m" } },
    { tool: "a", callId: "1", input: {} },
    { context: "a" },
    { error: {} },
  ],
  ["tool.batch.after", { calls: [] }, { calls: [{}] }],
  ["turn.start", { turnId: "1" }, { turnId: 1 }],
  ["turn.error", { error: { name: "E", message: "m" } }, { error: "m" }],
  ["turn.interrupt", { by: "person" }, {}],
  ["turn.stop", {}, { continuations: -1 }, { continue: "go on" }, { continue: true }],
  ["agent.spawn", { type: "a", prompt: "b" }, { type: "a" }, { model: "m", decision: "deny" }, { model: 1 }],
  ["agent.stop", { type: "a" }, {}, { continue: "go on" }, { type: "b" }],
  ["task.created", { task: {} }, {}, { decision: "deny" }, { task: {} }],
  ["task.completed", { task: {} }, {}, { decision: "deny" }, { task: {} }],
  ["context.compact.before", { trigger: "auto", messages: [] }, { trigger: "auto" }, { summary: "a" }, { summary: 1 }],
  ["context.compact.after", { trigger: "auto", summary: "a" }, { trigger: "auto" }],
  ["command.run", { name: "a" }, {}, { text: "a" }, { text: 1 }],
  ["shell.env", { cwd: "/", keys: [] }, { cwd: "/" }, { set: { A: "b" } }, { set: { A: 1 } }],
  ["notification", { kind: "a", text: "b" }, { kind: "a" }],
  ["elicitation.request", { schema: {} }, {}, { answer: 1 }, {}],
  ["elicitation.result", { answer: 1 }, {}, { answer: 2 }, "text"],
  ["message.display", { text: "a" }, {}, { text: "b" }, { text: 1 }],
  ["config.changed", { key: "a" }, {}],
  ["file.changed", { path: "a" }, {}],
  ["cwd.changed", { path: "a" }, {}],
  ["workspace.directory.added", { path: "a" }, {}],
  ["instructions.loaded", { path: "a" }, {}],
  ["worktree.create", { name: "a" }, {}, { path: "b" }, {}],
  ["worktree.remove", { path: "a" }, {}],
  ["plugin.admit", { plugin: "a", version: "1.0.0", declared: [] }, { plugin: "a" }, { decision: "deny" }, { declared: [] }],
  ["plugin.loaded", { plugin: "a@1.0.0" }, {}],
  ["plugin.failed", { plugin: "a@1.0.0" }, {}],
  ["plugin.unloaded", { plugin: "a@1.0.0" }, {}],
  ["plugin.circuit", { plugin: "a@1.0.0" }, { plugin: "a", hook: 1 }],
];

test("every event has a payload and a result to try", () => {
  expect(CASES.map(([name]) => name)).toEqual(EVENTS.map(([name]) => name));
});

test.each(CASES.map((event) => ({ event, name: event[0] })))(
  "the schemas of $name take what fits, also with a field of the host, and refuse the rest",
  async ({ event }) => {
    const [name, payload, wrong, ...results] = event;
    const check = (await loadPayloadValidators())[name]!;
    const checkResult = (await loadResultValidators())[name]!;
    expect([check(payload), check({ ...payload, host: 1 }), check(wrong)]).toEqual([true, true, false]);
    const isObserver = VOCABULARY[name]?.kinds.includes("observe");
    expect(results.map((result) => checkResult(result))).toEqual(isObserver ? [] : [true, false]);
    expect(checkResult(isObserver ? "anything" : [])).toBe(isObserver);
  },
);

test.each(EVENTS.filter(([, kinds]) => kinds === "provide").map(([name]) => name))("null answers %s", async (name) => {
  expect((await loadResultValidators())[name]?.(null)).toBe(true);
});

test("null is no patch", async () => {
  expect((await loadResultValidators())["message.display"]?.(null)).toBe(false);
});

test("says what is wrong with a payload", async () => {
  expect(await checkPayload("tool.before", { tool: 1, input: {} })).toEqual([
    {
      severity: "error",
      code: "SCHEMA_KEY_MISSING",
      message: 'the payload of "tool.before" lacks the key "callId"',
      hint: 'Add "callId".',
    },
    {
      severity: "error",
      code: "SCHEMA_TYPE_WRONG",
      message: 'the payload of "tool.before" has a number at /tool, where a text is expected',
      hint: "Write a text at /tool.",
      path: "/tool",
    },
  ]);
});

test.each(["acme:indexed", "toString", "constructor"])(
  "has nothing to say about the payload of %s, which is not of the vocabulary",
  async (hook) => {
    expect(await checkPayload(hook, 1)).toEqual([]);
  },
);
