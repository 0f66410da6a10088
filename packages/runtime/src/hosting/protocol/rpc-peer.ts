import { toErrorMessage, toErrorValue } from "../../errors.ts";
import { createFrameReader, toFrame } from "./frames.ts";

/** The host's end of a JSON-RPC 2.0 conversation with a guest. */
export interface RpcPeer {
  /** Takes in what the guest wrote. */
  push(chunk: Buffer): void;
  /** Asks the guest. Rejects with its error, or when the conversation ends. An aborted signal sends `cancel`. */
  request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Tells the guest something. */
  notify(method: string, params: unknown): void;
  /** Ends the conversation: everything pending is rejected with the error. */
  close(error: Error): void;
  /** Messages that were dropped: answers to nothing, second answers, notifications that nobody knows. */
  readonly dropped: number;
}

/** What a peer stands on. */
export interface RpcTransport {
  /** Sends text to the guest. */
  write(text: string): void;
  /** Answers a request of the guest. */
  onRequest(method: string, params: unknown): Promise<unknown>;
  /** The guest broke the rules; the conversation should end. */
  onViolation(reason: string): void;
}

/** Most requests of a guest that are under way at once; more than that is a flood. */
const MAX_GUEST_REQUESTS = 256;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly release: () => void;
}

/** A peer. Every message is checked before it means anything. */
export function createRpcPeer(transport: RpcTransport): RpcPeer {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let closed: Error | undefined;
  let dropped = 0;
  let guestRequests = 0;
  const reader = createFrameReader(receive, () => transport.onViolation("a line is longer than 1 MiB"));

  function receive(text: string): void {
    if (closed !== undefined) return;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return transport.onViolation(`a line is not JSON: ${JSON.stringify(text.slice(0, 80))}`);
    }
    if (typeof message !== "object" || message === null || (message as { jsonrpc?: unknown }).jsonrpc !== "2.0")
      return transport.onViolation(`a message is not JSON-RPC 2.0: ${JSON.stringify(text.slice(0, 80))}`);
    const { error, id, method, params, result } = message as Readonly<Record<string, unknown>>;
    if (typeof method === "string") return id === undefined ? drop() : serve(id, method, params);
    settle(id, error, result);
  }

  function drop(): void {
    dropped += 1;
  }

  function settle(id: unknown, error: unknown, result: unknown): void {
    const waiting = typeof id === "number" ? pending.get(id) : undefined;
    if (waiting === undefined) return drop();
    pending.delete(id as number);
    waiting.release();
    if (error === undefined) waiting.resolve(result ?? undefined);
    else waiting.reject(toGuestError(error));
  }

  function serve(id: unknown, method: string, params: unknown): void {
    if (typeof id !== "number" && typeof id !== "string")
      return transport.onViolation("a request has an id that is neither a number nor a text");
    guestRequests += 1;
    if (guestRequests > MAX_GUEST_REQUESTS) return transport.onViolation(`more than ${MAX_GUEST_REQUESTS} requests are under way`);
    transport
      .onRequest(method, params)
      .then(
        (result) => send({ jsonrpc: "2.0", id, result: result ?? null }),
        (error: unknown) =>
          send({ jsonrpc: "2.0", id, error: { code: -32_000, message: toErrorMessage(error), data: toErrorValue(error) } }),
      )
      .finally(() => {
        guestRequests -= 1;
      });
  }

  function send(message: object): void {
    if (closed === undefined) transport.write(toFrame(message));
  }

  return {
    push: (chunk) => reader.push(chunk),
    request(method, params, signal) {
      if (closed !== undefined) return Promise.reject(closed);
      const id = nextId;
      nextId += 1;
      return new Promise((resolve, reject) => {
        const onAbort = (): void => send({ jsonrpc: "2.0", method: "cancel", params: { id } });
        pending.set(id, { resolve, reject, release: () => signal?.removeEventListener("abort", onAbort) });
        signal?.addEventListener("abort", onAbort, { once: true });
        try {
          send({ jsonrpc: "2.0", id, method, params });
        } catch (error) {
          pending.delete(id);
          reject(error);
        }
      });
    },
    notify: (method, params) => send({ jsonrpc: "2.0", method, params }),
    close(error) {
      closed ??= error;
      for (const { reject, release } of pending.values()) {
        release();
        reject(closed);
      }
      pending.clear();
    },
    get dropped() {
      return dropped;
    },
  };
}

function toGuestError(error: unknown): Error {
  const { data, message } = (typeof error === "object" && error !== null ? error : {}) as { data?: unknown; message?: unknown };
  const { name } = (typeof data === "object" && data !== null ? data : {}) as { name?: unknown };
  const thrown = new Error(typeof message === "string" ? message : "the plugin answered with an error");
  if (typeof name === "string") thrown.name = name;
  return thrown;
}
