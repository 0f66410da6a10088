import { expect, test } from "vitest";
import { parseMessage } from "../../src/model/message.ts";

const call = { callId: "1", tool: "read_file", input: { path: "a" } };

test.each([
  { role: "user", content: "hello" },
  { role: "assistant", content: "", toolCalls: [call] },
  { role: "tool", content: "text", tool: "read_file", callId: "1" },
])("takes $role messages as they are", (message) => {
  expect(parseMessage(message)).toBe(message);
});

test.each([
  null,
  [],
  "hello",
  {},
  { role: "robot", content: "hello" },
  { role: "user", content: [{ type: "text" }] },
  { role: "assistant", content: "", toolCalls: {} },
  { role: "assistant", content: "", toolCalls: [{ ...call, input: "x" }] },
  { role: "assistant", content: "", toolCalls: [{ ...call, tool: 7 }] },
])("refuses %j", (value) => {
  expect(() => parseMessage(value)).toThrow(/^a plugin made /);
});
