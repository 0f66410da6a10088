import { afterEach, describe, expect, test } from "vitest";
import type { ChatMessage } from "../../src/model/message.ts";
import type { ModelRequest } from "../../src/model/model-port.ts";
import { createOpenAiModel } from "../../src/model/openai-model.ts";
import { fail, type ModelServer, type Reply, startModelServer, streamCall, streamForever, streamText } from "./model-server.ts";

const TOOLS = [{ name: "read_file", description: "Text of a file", input: { type: "object", properties: { path: { type: "string" } } } }];
const USER: ChatMessage = { role: "user", content: "hello" };
let server: ModelServer;
afterEach(() => server.close());

async function respond(replies: readonly Reply[], request: Partial<ModelRequest> = {}): Promise<ChatMessage> {
  server = await startModelServer(replies);
  const model = createOpenAiModel({ url: server.url, model: "tiny", key: "k-1", maxRetries: 0 });
  return model.respond({ messages: [USER], tools: TOOLS, signal: new AbortController().signal, ...request });
}

test("streams a text as it comes and returns all of it", async () => {
  const deltas: string[] = [];
  const message = await respond([streamText("Hel", "lo", " wörld 🔑")], { onText: (delta) => deltas.push(delta) });
  expect(message).toEqual({ role: "assistant", content: "Hello wörld 🔑" });
  expect(deltas).toEqual(["Hel", "lo", " wörld 🔑"]);
});

test("puts together a call whose arguments come in pieces", async () => {
  const message = await respond([streamCall("c1", "read_file", '{"pa', 'th":"a', '.txt"}')]);
  expect(message).toEqual({ role: "assistant", content: "", toolCalls: [{ callId: "c1", tool: "read_file", input: { path: "a.txt" } }] });
});

test("asks for a stream at the endpoint, with key, model and tools", async () => {
  await respond([streamText("ok")]);
  expect(server.requests).toMatchObject([
    {
      path: "/v1/chat/completions",
      authorization: "Bearer k-1",
      body: { model: "tiny", stream: true, tools: [{ type: "function", function: { name: "read_file", parameters: TOOLS[0]?.input } }] },
    },
  ]);
});

test("sends the whole conversation in the form of the protocol", async () => {
  const messages: readonly ChatMessage[] = [
    { role: "system", content: "be brief" },
    USER,
    { role: "assistant", content: "let me look", toolCalls: [{ callId: "c1", tool: "read_file", input: { path: "a" } }] },
    { role: "tool", tool: "read_file", callId: "c1", content: "text of a" },
  ];
  await respond([streamText("ok")], { messages });
  expect(server.requests[0]?.body.messages).toMatchObject([
    { role: "system", content: "be brief" },
    { role: "user", content: "hello" },
    {
      role: "assistant",
      content: "let me look",
      tool_calls: [{ id: "c1", type: "function", function: { name: "read_file", arguments: '{"path":"a"}' } }],
    },
    { role: "tool", tool_call_id: "c1", content: "text of a" },
  ]);
});

describe("a failure", () => {
  test.each([
    [401, "the key is wrong"],
    [400, "the model does not exist"],
    [500, "the server broke"],
  ])("with status %i is thrown with the endpoint's words", async (status, words) => {
    await expect(respond([fail(status, words)])).rejects.toThrow(words);
  });

  test("that may pass is tried again", async () => {
    server = await startModelServer([fail(503, "busy"), streamText("ok")]);
    const model = createOpenAiModel({ url: server.url, model: "tiny", maxRetries: 1 });
    const message = await model.respond({ messages: [USER], tools: [], signal: new AbortController().signal });
    expect([message.content, server.requests.length]).toEqual(["ok", 2]);
  });

  test("to connect is thrown", async () => {
    server = await startModelServer([]);
    const { url } = server;
    await server.close();
    const model = createOpenAiModel({ url, model: "tiny", maxRetries: 0 });
    await expect(model.respond({ messages: [USER], tools: [], signal: new AbortController().signal })).rejects.toThrow(/connect/i);
    server = await startModelServer([]);
  });

  test("of the connection in the middle of a text is thrown", async () => {
    const broken: Reply = (response, request) => {
      streamForever("half")(response, request);
      setImmediate(() => response.destroy());
    };
    await expect(respond([broken])).rejects.toThrow();
  });
});

test("ends the request and rejects with the reason when it is aborted in the middle of a text", async () => {
  const cancel = new AbortController();
  const reason = new Error("enough");
  const answer = respond([streamForever("half")], { signal: cancel.signal, onText: () => cancel.abort(reason) });
  await expect(answer).rejects.toBe(reason);
  await expect(server.aborted).resolves.toBeUndefined();
});
