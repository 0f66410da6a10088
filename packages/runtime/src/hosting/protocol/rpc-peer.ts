import { createRateLimit } from "../rate-limit.ts";
import { createFrameReader, toFrame } from "./frames.ts";
import { findUnfit } from "./message-check.ts";
import { RPC_CODES, RpcError, toGuestError, toRpcFailure } from "./rpc-error.ts";

/** The host's end of a JSON-RPC 2.0 conversation with a guest. */
export interface RpcPeer {
  /** Takes in what the guest wrote. */
  push(chunk: Buffer): void;
  /**
   * Asks the guest. Rejects with its error, or when the conversation ends. An aborted signal sends `cancel` and rejects
   * with the signal's reason; an answer after that is dropped.
   */
  request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Tells the guest something. */
  notify(method: string, params: unknown): void;
  /** Ends the conversation: everything pending is rejected with the error. */
  close(error: Error): void;
  /** Messages that were dropped: answers to nothing, second answers, requests under an id that is taken, unknown notifications. */
  readonly dropped: number;
}

/** What a peer stands on. */
export interface RpcTransport {
  /** Sends text to the guest. */
  write(text: string): void;
  /** Answers a request of the guest. */
  onRequest(method: string, params: unknown): Promise<unknown>;
  /** Takes a notification of the guest; whether it means anything. */
  onNotification(method: string, params: unknown): boolean;
  /** The guest broke the rules; the conversation should end. */
  onViolation(reason: string): void;
  /** Milliseconds that only ever grow. */
  now(): number;
}

/** Most requests of the host that wait for the guest at once. */
const MAX_PENDING_CALLS = 1024;
/** Most requests of a guest that are under way at once; more than that is a flood. */
const MAX_GUEST_REQUESTS = 256;
/** Most messages within a second that the host did not ask for. */
const MAX_MESSAGES_PER_SECOND = 10_000;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly release: () => void;
}

/** A peer. Every message is checked before it means anything. */
export function createRpcPeer(transport: RpcTransport): RpcPeer {
  const pending = new Map<number, Pending>();
  const underWay = new Set<number | string>();
  const unasked = createRateLimit(MAX_MESSAGES_PER_SECOND, 1000, () => transport.now());
  let nextId = 1;
  let closed: Error | undefined;
  let dropped = 0;
  const reader = createFrameReader(receive, (reason) => transport.onViolation(reason));

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
    if (method === undefined) return settle(id, error, result);
    if (!unasked.take()) return transport.onViolation(`more than ${MAX_MESSAGES_PER_SECOND} messages within a second`);
    if (typeof method !== "string") return transport.onViolation("a message has a method that is not a text");
    if (id !== undefined) return serve(id, method, params);
    if (findUnfit(params) !== undefined || !transport.onNotification(method, params)) dropped += 1;
  }

  function settle(id: unknown, error: unknown, result: unknown): void {
    const waiting = typeof id === "number" ? pending.get(id) : undefined;
    if (waiting === undefined) return drop();
    pending.delete(id as number);
    waiting.release();
    if (error !== undefined) return waiting.reject(toGuestError(error));
    const problem = result === undefined ? 'has neither "result" nor "error"' : findUnfit(result);
    if (problem === undefined) waiting.resolve(result);
    else waiting.reject(new TypeError(`the answer ${problem}`));
  }

  function drop(): void {
    dropped += 1;
    if (!unasked.take()) transport.onViolation(`more than ${MAX_MESSAGES_PER_SECOND} messages within a second`);
  }

  function serve(id: unknown, method: string, params: unknown): void {
    if (typeof id !== "number" && typeof id !== "string")
      return transport.onViolation("a request has an id that is neither a number nor a text");
    // Its answer could not be told from the first one's.
    if (underWay.has(id)) return drop();
    if (underWay.size >= MAX_GUEST_REQUESTS) return transport.onViolation(`more than ${MAX_GUEST_REQUESTS} requests are under way`);
    underWay.add(id);
    void answer(id, method, params).finally(() => underWay.delete(id));
  }

  async function answer(id: number | string, method: string, params: unknown): Promise<void> {
    try {
      const problem = findUnfit(params);
      if (problem !== undefined) throw new RpcError(RPC_CODES.invalidParams, `"params" ${problem}`);
      send({ jsonrpc: "2.0", id, result: (await transport.onRequest(method, params)) ?? null });
    } catch (error) {
      // Also where the result is too long to be sent.
      send({ jsonrpc: "2.0", id, error: toRpcFailure(error) });
    }
  }

  function send(message: object): void {
    if (closed === undefined) transport.write(toFrame(message));
  }

  return {
    push: (chunk) => reader.push(chunk),
    async request(method, params, signal) {
      if (closed !== undefined) throw closed;
      signal?.throwIfAborted();
      if (pending.size >= MAX_PENDING_CALLS) throw new RangeError(`more than ${MAX_PENDING_CALLS} calls wait for the plugin`);
      const id = nextId;
      nextId += 1;
      send({ jsonrpc: "2.0", id, method, params });
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          pending.delete(id);
          send({ jsonrpc: "2.0", method: "cancel", params: { id } });
          reject(signal?.reason);
        };
        pending.set(id, { resolve, reject, release: () => signal?.removeEventListener("abort", onAbort) });
        signal?.addEventListener("abort", onAbort, { once: true });
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
