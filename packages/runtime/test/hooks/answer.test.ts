import { type HookSpec, VOCABULARY } from "@kodex/manifest";
import { expect, test } from "vitest";
import { createAnswerReader } from "../../src/hooks/answer.ts";

const read = (hook: string, payload: unknown, answer: unknown) =>
  createAnswerReader(VOCABULARY[hook] as HookSpec, { isStrict: false })(payload, answer);
const call = { tool: "shell", callId: "1", input: { command: "ls" } };

test("merges a patch shallowly: undefined changes nothing, arrays replace", () => {
  expect(read("prompt.preprocess", { text: "a", attachments: [1] }, { text: undefined, attachments: [] })).toEqual({
    payload: { text: "a", attachments: [] },
  });
});

test("lets a handler rewrite fields that the host added", () => {
  expect(read("prompt.preprocess", { text: "a", host: 1 }, { host: 2 })).toEqual({ payload: { text: "a", host: 2 } });
});

test("gives the payload itself back when nothing was rewritten", () => {
  const payload = { text: "a" };
  expect((read("prompt.preprocess", payload, { context: "c" }) as { payload: unknown }).payload).toBe(payload);
});

test("keeps context apart from the payload", () => {
  expect(read("prompt.preprocess", { text: "a" }, { text: "b", context: "c" })).toEqual({ payload: { text: "b" }, context: "c" });
});

test("takes a spelled-out denial for one", () => {
  expect(read("prompt.preprocess", { text: "a" }, { drop: "not allowed" })).toMatchObject({ decision: "deny", reason: "not allowed" });
  expect(read("turn.stop", {}, { continue: "run the tests" })).toMatchObject({ decision: "deny", reason: "run the tests" });
});

test("takes the answer out of a transform that also provides", () => {
  expect(read("model.request", { model: "m", messages: [] }, { response: null })).toEqual({
    payload: { model: "m", messages: [] },
    provided: { value: null },
  });
});

test("lets a provider answer null", () => {
  expect(read("command.run", { name: "x" }, null)).toEqual({ payload: { name: "x" }, provided: { value: null } });
});

test("ignores what observers return", () => {
  expect(read("turn.start", { turnId: "1" }, { anything: 1 })).toEqual({ payload: { turnId: "1" } });
});

test("lets a handler repeat a pinned field and not change it", () => {
  expect(read("tool.before", call, { ...call, input: {} })).toEqual({ payload: { ...call, input: {} } });
  expect(read("tool.before", call, { tool: "rm" })).toBe('"tool" is pinned and was changed');
});

test("pins the whole payload of hooks that only take context", () => {
  expect(read("session.start", { source: "startup" }, { source: "startup", context: "c" })).toEqual({
    payload: { source: "startup" },
    context: "c",
  });
  expect(read("session.start", { source: "startup" }, { source: "resume" })).toBe('"source" is pinned and was changed');
});

test.each([
  ["null", null, "an object or nothing is expected, not null"],
  ["a list", [], "an object or nothing is expected, not a list"],
  ["a text", "x", 'an object or nothing is expected, not "x"'],
  ["a function", () => 1, "an object or nothing is expected, not a function"],
  ["an unknown key", { txet: "a" }, '"txet" is neither a field of the payload nor a key of the result'],
  ["a wrong decision", { decision: "no" }, '"decision" must be "allow", "ask" or "deny", not "no"'],
  ["a reason that is no text", { decision: "deny", reason: 1 }, '"reason" must be a text, not a number'],
  ["context that is no text", { context: ["a"] }, '"context" must be a text, not a list'],
  [
    "a key that reaches the prototype",
    JSON.parse('{"__proto__":{"a":1}}'),
    '"__proto__" is neither a field of the payload nor a key of the result',
  ],
])("refuses %s", (_, answer, problem) => {
  expect(read("prompt.preprocess", { text: "a" }, answer)).toBe(problem);
});

test("knows no decision where there is no gate", () => {
  expect(read("prompt.expand", { command: "c", text: "t" }, { decision: "deny" })).toBe(
    '"decision" is neither a field of the payload nor a key of the result',
  );
});
