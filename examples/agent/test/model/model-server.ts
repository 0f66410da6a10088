import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A request as it arrived. */
export interface SeenRequest {
  /** Path of the address. */
  readonly path: string | undefined;
  /** `authorization` header. */
  readonly authorization: string | undefined;
  /** The body. */
  readonly body: ChatRequest;
}

/** The parts of a request for a chat completion that the tests look at. */
export interface ChatRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters: unknown } }[];
}

/** Answers one request. */
export type Reply = (response: ServerResponse, request: ChatRequest) => void;

/** A server on loopback that speaks the protocol of chat completions. */
export interface ModelServer {
  /** Base of its API. */
  readonly url: string;
  /** Requests so far. */
  readonly requests: readonly SeenRequest[];
  /** Requests whose client went away before the answer was complete. */
  readonly aborted: Promise<void>;
  /** Ends it. */
  close(): Promise<void>;
}

/** A server that gives each reply once, in order; the last one again and again. */
export async function startModelServer(replies: readonly Reply[]): Promise<ModelServer> {
  const requests: SeenRequest[] = [];
  let noteAbort: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => (noteAbort = resolve));
  const server = createServer((request: IncomingMessage, response) => {
    response.on("close", () => {
      if (!response.writableFinished) noteAbort();
    });
    void json(request).then((body) => {
      const seen = body as ChatRequest;
      requests.push({ path: request.url, authorization: request.headers.authorization, body: seen });
      const reply = replies[Math.min(requests.length, replies.length) - 1];
      reply?.(response, seen);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    aborted,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** Streams deltas of one message, each in a chunk of its own. */
export function stream(deltas: readonly object[], finishReason: "stop" | "tool_calls"): Reply {
  return (response, { model }) => {
    begin(response);
    for (const delta of deltas) write(response, model, { delta });
    write(response, model, { delta: {}, finish_reason: finishReason });
    response.end("data: [DONE]\n\n");
  };
}

/** Streams a text in pieces. */
export function streamText(...pieces: readonly string[]): Reply {
  return stream([{ role: "assistant", content: "" }, ...pieces.map((content) => ({ content }))], "stop");
}

/** Streams one call of a tool, its arguments cut into pieces. */
export function streamCall(id: string, name: string, ...pieces: readonly string[]): Reply {
  const first = { role: "assistant", tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: "" } }] };
  return stream([first, ...pieces.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] }))], "tool_calls");
}

/** Streams the beginning of a text and never ends. */
export function streamForever(text: string): Reply {
  return (response, { model }) => {
    begin(response);
    write(response, model, { delta: { role: "assistant", content: text } });
  };
}

/** Fails with a status. */
export function fail(status: number, message: string): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message, type: "error", code: null } }));
  };
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

function write(response: ServerResponse, model: string, choice: object): void {
  const chunk = {
    id: "chat-1",
    object: "chat.completion.chunk",
    created: 1,
    model,
    choices: [{ index: 0, finish_reason: null, ...choice }],
  };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
