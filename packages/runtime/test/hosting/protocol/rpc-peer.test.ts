import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toPermissionDenied } from "../../../src/errors.ts";
import { RPC_CODES, RpcError } from "../../../src/hosting/protocol/rpc-error.ts";
import { createRpcPeer, type RpcPeer, type RpcTransport } from "../../../src/hosting/protocol/rpc-peer.ts";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { toRejection } from "../admitted.ts";

interface Conversation {
  readonly peer: RpcPeer;
  /** What the host has sent. */
  readonly sent: Record<string, unknown>[];
  readonly violations: string[];
  /** Notifications that arrived. */
  readonly heard: string[];
  /** Lets the guest say something: a message, or a line as it is. */
  say(message: unknown): void;
}

const clock = createFakeClock();

function converse(changes: Partial<RpcTransport> = {}): Conversation {
  const sent: Record<string, unknown>[] = [];
  const violations: string[] = [];
  const heard: string[] = [];
  const peer = createRpcPeer({
    write: (text) => void sent.push(JSON.parse(text) as Record<string, unknown>),
    onRequest: async (method, params) => ({ method, params }),
    onNotification: (method) => method === "log" && heard.push(method) > 0,
    onViolation: (reason) => {
      violations.push(reason);
      peer.close(new Error(reason));
    },
    now: () => clock.now(),
    ...changes,
  });
  return {
    peer,
    sent,
    violations,
    heard,
    say: (message) => peer.push(Buffer.from(`${typeof message === "string" ? message : JSON.stringify(message)}\n`)),
  };
}

const tick = (): Promise<void> => clock.advance(0);
const result = (id: unknown, value: unknown): object => ({ jsonrpc: "2.0", id, result: value });

describe("a request of the host", () => {
  test("resolves to the result, in whatever order the answers come", async () => {
    const { peer, say, sent } = converse();
    const answers = Promise.all([peer.request("hook", { n: 1 }), peer.request("hook", { n: 2 })]);
    expect(sent).toEqual([
      { jsonrpc: "2.0", id: 1, method: "hook", params: { n: 1 } },
      { jsonrpc: "2.0", id: 2, method: "hook", params: { n: 2 } },
    ]);
    say(result(2, "second"));
    say(result(1, null));
    expect(await answers).toEqual([null, "second"]);
  });

  test("rejects with the guest's error, whatever the guest calls one", async () => {
    for (const [error, message, name] of [
      [{ code: -32_000, message: "no such key", data: { name: "KeyError" } }, "no such key", "KeyError"],
      [{ code: 1 }, "the plugin answered with an error", "Error"],
      [{ message: "", data: null }, "the plugin answered with an error", "Error"],
      ["broken", "the plugin answered with an error", "Error"],
      [null, "the plugin answered with an error", "Error"],
      [{ message: 5, data: { name: 6 } }, "the plugin answered with an error", "Error"],
    ] as const) {
      const { peer, say } = converse();
      const rejection = toRejection(peer.request("hook", {}));
      say({ jsonrpc: "2.0", id: 1, error });
      expect(await rejection).toMatchObject({ message, name });
    }
  });

  test("rejects when the answer has neither a result nor an error, or a result that is unfit", async () => {
    const { peer, say } = converse();
    const rejections = Promise.all([toRejection(peer.request("a", {})), toRejection(peer.request("b", {}))]);
    say({ jsonrpc: "2.0", id: 1 });
    say('{"jsonrpc":"2.0","id":2,"result":{"a":{"__proto__":{"admin":true}}}}');
    expect((await rejections).map(({ message }) => message)).toEqual([
      'the answer has neither "result" nor "error"',
      'the answer has a key "__proto__"',
    ]);
  });

  test("sends cancel when its signal aborts, rejects with the reason, and drops the late answer", async () => {
    const { peer, say, sent, violations } = converse();
    const controller = new AbortController();
    const rejection = toRejection(peer.request("hook", {}, controller.signal));
    controller.abort(new Error("out of time"));
    expect((await rejection).message).toBe("out of time");
    expect(sent.at(-1)).toEqual({ jsonrpc: "2.0", method: "cancel", params: { id: 1 } });
    say(result(1, "late"));
    expect([peer.dropped, violations]).toEqual([1, []]);
  });

  test("sends nothing when its signal has aborted before", async () => {
    const { peer, sent } = converse();
    expect((await toRejection(peer.request("hook", {}, AbortSignal.abort(new Error("gone"))))).message).toBe("gone");
    expect(sent).toEqual([]);
  });

  test("sends no cancel once it is answered", async () => {
    const { peer, say, sent } = converse();
    const controller = new AbortController();
    const answer = peer.request("hook", {}, controller.signal);
    say(result(1, 1));
    await answer;
    controller.abort();
    expect(sent).toHaveLength(1);
  });

  test("rejects when it is too long to be sent, and leaves nothing behind", async () => {
    const { peer, sent } = converse();
    expect((await toRejection(peer.request("hook", "x".repeat(1024 * 1024)))).message).toMatch(/^a message of \d+ bytes is longer/);
    expect(sent).toEqual([]);
    expect(peer.dropped).toBe(0);
  });

  test("is refused when 1024 others wait", async () => {
    const { peer } = converse();
    const waiting = Array.from({ length: 1024 }, () => toRejection(peer.request("hook", {})));
    expect((await toRejection(peer.request("hook", {}))).message).toBe("more than 1024 calls wait for the plugin");
    peer.close(new Error("over"));
    expect(new Set((await Promise.all(waiting)).map(({ message }) => message))).toEqual(new Set(["over"]));
  });

  test("rejects with the first reason for which the conversation ended, before and after", async () => {
    const { peer } = converse();
    const rejection = toRejection(peer.request("hook", {}));
    peer.close(new Error("first"));
    peer.close(new Error("second"));
    expect((await rejection).message).toBe("first");
    expect((await toRejection(peer.request("hook", {}))).message).toBe("first");
  });
});

describe("a request of the guest", () => {
  test("is answered under its own id, a number or a text", async () => {
    const { say, sent } = converse();
    say({ jsonrpc: "2.0", id: "a", method: "data.get", params: { key: "k" } });
    say({ jsonrpc: "2.0", id: 0, method: "data.keys" });
    await tick();
    expect(sent).toEqual([result("a", { method: "data.get", params: { key: "k" } }), result(0, { method: "data.keys" })]);
  });

  test("gets null where there is nothing to give", async () => {
    const { say, sent } = converse({ onRequest: async () => undefined });
    say({ jsonrpc: "2.0", id: 1, method: "data.delete" });
    await tick();
    expect(sent).toEqual([result(1, null)]);
  });

  test("gets a refusal with its code, its name and its hint", async () => {
    const { say, sent } = converse({
      onRequest: async () => {
        throw toPermissionDenied("probe@1.0.0", "probe", "env:HOME");
      },
    });
    say({ jsonrpc: "2.0", id: 1, method: "env.get", params: {} });
    await tick();
    expect(sent).toEqual([
      {
        jsonrpc: "2.0",
        id: 1,
        error: {
          code: -32_000,
          message: "probe@1.0.0 is not granted env:HOME",
          data: {
            name: "PermissionDeniedError",
            code: "PERMISSION_DENIED",
            message: "probe@1.0.0 is not granted env:HOME",
            hint: 'Add "env:HOME" to plugins."probe".grant in kodex.json.',
          },
        },
      },
    ]);
  });

  test("gets an error for anything that can be thrown, at once or later", async () => {
    for (const thrown of [undefined, null, "text", 5, Symbol("s"), new RpcError(RPC_CODES.methodNotFound, "no")]) {
      for (const onRequest of [
        () => {
          throw thrown;
        },
        () => Promise.reject(thrown),
      ]) {
        const { say, sent } = converse({ onRequest });
        say({ jsonrpc: "2.0", id: 1, method: "x" });
        await tick();
        expect(sent).toEqual([
          expect.objectContaining({ id: 1, error: expect.objectContaining({ message: expect.any(String) as string }) as object }),
        ]);
      }
    }
  });

  test("gets an error when the answer does not fit into a frame, and the host goes on", async () => {
    const { say, sent } = converse({ onRequest: async (method) => (method === "big" ? "x".repeat(2 ** 21) : "small") });
    say({ jsonrpc: "2.0", id: 1, method: "big" });
    say({ jsonrpc: "2.0", id: 2, method: "other" });
    await tick();
    expect(sent.map(({ error, id, result: value }) => [id, value ?? (error as { message: string }).message])).toEqual([
      [1, "a message of 2097188 bytes is longer than 1048576"],
      [2, "small"],
    ]);
  });

  test("gets an error when the answer is not JSON", async () => {
    const { say, sent } = converse({ onRequest: async () => 1n });
    say({ jsonrpc: "2.0", id: 1, method: "x" });
    await tick();
    expect(sent).toEqual([expect.objectContaining({ id: 1, error: expect.objectContaining({ code: -32_000 }) as object })]);
  });

  test("is refused with invalid parameters when they have a prototype key", async () => {
    let calls = 0;
    const { say, sent } = converse({ onRequest: async () => (calls += 1) });
    say('{"jsonrpc":"2.0","id":1,"method":"data.set","params":{"value":{"__proto__":{}}}}');
    await tick();
    expect([calls, sent]).toEqual([
      0,
      [expect.objectContaining({ error: expect.objectContaining({ code: -32_602, message: '"params" has a key "__proto__"' }) as object })],
    ]);
  });

  test("is dropped when its id is taken by one under way, and free again after the answer", async () => {
    let finish: (value: string) => void = () => undefined;
    const { peer, say, sent } = converse({ onRequest: () => new Promise((resolve) => (finish = resolve)) });
    say({ jsonrpc: "2.0", id: 1, method: "a" });
    say({ jsonrpc: "2.0", id: 1, method: "b" });
    expect(peer.dropped).toBe(1);
    finish("first");
    await tick();
    say({ jsonrpc: "2.0", id: 1, method: "c" });
    finish("third");
    await tick();
    expect([peer.dropped, sent]).toEqual([1, [result(1, "first"), result(1, "third")]]);
  });

  test("is not answered once the conversation is over", async () => {
    const { peer, say, sent } = converse();
    say({ jsonrpc: "2.0", id: 1, method: "a" });
    peer.close(new Error("over"));
    await tick();
    expect(sent).toEqual([]);
  });
});

describe("what is dropped and counted", () => {
  test("answers to nothing, second answers and answers under a forged id", async () => {
    const { peer, say, violations } = converse();
    const answer = peer.request("hook", {});
    say(result(1, "first"));
    say(result(1, "second"));
    for (const id of [99, "1", null, 1.5, -1, {}, undefined]) say(result(id, "forged"));
    expect(await answer).toBe("first");
    expect([peer.dropped, violations]).toEqual([8, []]);
  });

  test("notifications that mean nothing; a log line is one that does", () => {
    const { heard, peer, say } = converse();
    say({ jsonrpc: "2.0", method: "log", params: { message: "hello" } });
    say({ jsonrpc: "2.0", method: "progress", params: {} });
    say('{"jsonrpc":"2.0","method":"log","params":{"fields":{"__proto__":{}}}}');
    expect([heard, peer.dropped]).toEqual([["log"], 2]);
  });
});

describe("what ends the conversation", () => {
  test.each([
    ["a line that is not JSON", "print debugging", 'a line is not JSON: "print debugging"'],
    [
      "another version of JSON-RPC",
      '{"jsonrpc":"1.0","id":1,"result":1}',
      'a message is not JSON-RPC 2.0: "{\\"jsonrpc\\":\\"1.0\\",\\"id\\":1,\\"result\\":1}"',
    ],
    ["no version", '{"id":1,"result":1}', 'a message is not JSON-RPC 2.0: "{\\"id\\":1,\\"result\\":1}"'],
    ["a batch", "[]", 'a message is not JSON-RPC 2.0: "[]"'],
    ["a text", '"2.0"', 'a message is not JSON-RPC 2.0: "\\"2.0\\""'],
    ["null", "null", 'a message is not JSON-RPC 2.0: "null"'],
    ["a forged method", '{"jsonrpc":"2.0","id":1,"method":{}}', "a message has a method that is not a text"],
    ["an id that is an object", '{"jsonrpc":"2.0","id":{},"method":"log"}', "a request has an id that is neither a number nor a text"],
    ["an id that is null", '{"jsonrpc":"2.0","id":null,"method":"log"}', "a request has an id that is neither a number nor a text"],
    [
      "a prototype instead of a version",
      '{"__proto__":{"jsonrpc":"2.0"},"id":1,"result":1}',
      'a message is not JSON-RPC 2.0: "{\\"__proto__\\":{\\"jsonrpc\\":\\"2.0\\"},\\"id\\":1,\\"result\\":1}"',
    ],
  ])("%s", (_, line, reason) => {
    const { say, violations } = converse();
    say(line);
    expect(violations).toEqual([reason]);
  });

  test("shows no more than the beginning of what it refuses", () => {
    const { say, violations } = converse();
    say("x".repeat(1000));
    expect(violations).toEqual([`a line is not JSON: "${"x".repeat(80)}"`]);
  });

  test("257 requests under way", () => {
    const { say, violations } = converse({ onRequest: () => new Promise(() => undefined) });
    for (let id = 1; id <= 257; id += 1) say({ jsonrpc: "2.0", id, method: "data.keys" });
    expect(violations).toEqual(["more than 256 requests are under way"]);
  });

  test("a flood of messages within a second, of whatever kind; the next second is a new one", async () => {
    for (const message of [result(7, 1), { jsonrpc: "2.0", method: "log", params: {} }, { jsonrpc: "2.0", method: "x" }]) {
      const { say, violations } = converse();
      for (let count = 0; count < 10_000; count += 1) say(message);
      await clock.advance(1000);
      for (let count = 0; count < 10_000; count += 1) say(message);
      expect(violations).toEqual([]);
      say(message);
      expect(violations).toEqual(["more than 10000 messages within a second"]);
    }
  });

  test("reads nothing after it has ended", () => {
    const { peer, say, violations } = converse();
    say("not JSON");
    say("again not JSON");
    expect([violations.length, peer.dropped]).toEqual([1, 0]);
  });
});

test("property: whatever a guest sends, nothing is thrown, and what was asked is settled once", async () => {
  const message = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.string(),
    fc
      .record(
        {
          jsonrpc: fc.constant("2.0"),
          id: fc.oneof(fc.nat(3), fc.jsonValue()),
          result: fc.jsonValue(),
          error: fc.jsonValue(),
          method: fc.oneof(fc.constant("log"), fc.jsonValue()),
        },
        { requiredKeys: ["jsonrpc"] },
      )
      .map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 10 }), async (lines) => {
      const { peer, say } = converse();
      let settled = 0;
      const count = (): void => void (settled += 1);
      void peer.request("hook", {}).then(count, count);
      for (const line of lines) say(line.replaceAll("\n", " "));
      peer.close(new Error("over"));
      await tick();
      expect(settled).toBe(1);
    }),
  );
});
