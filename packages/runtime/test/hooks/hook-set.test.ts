import { defineHooks, definePlugin, type EmitResult, inlinePlugins, type Runtime } from "@kodex/runtime";
import { describe, expect, expectTypeOf, test } from "vitest";
import { createPlugin, createTemporaryRuntime, loadTemporaryRuntime } from "../temporary-runtime.ts";

/** An interface has no index signature, which a map of events needs. */
type ReviewEvents = {
  readonly "review.opened": {
    readonly payload: { readonly title: string; readonly files: number };
    readonly result: { readonly title?: string };
  };
  readonly "review.closed": { readonly payload: { readonly why: string }; readonly result: unknown };
};

const hooks = defineHooks<ReviewEvents>({
  "review.opened": {
    kinds: ["transform", "gate"],
    summary: "A review was opened.",
    payload: {
      type: "object",
      properties: { title: { type: "string" }, files: { type: "integer", minimum: 0 } },
      required: ["title", "files"],
    },
    result: { type: "object", properties: { title: { type: "string", maxLength: 20 }, label: { type: "string" } } },
    pinned: ["files"],
  },
  "review.closed": { kinds: ["observe"] },
});

test("an event's fields and extras come from its schemas, and only a transform rewrites", () => {
  expect(hooks.specs).toEqual({
    "review.opened": {
      kinds: ["transform", "gate"],
      summary: "A review was opened.",
      fields: ["title", "files"],
      rewrites: true,
      extras: ["label"],
      pinned: ["files"],
      historic: false,
      hostOnly: false,
    },
    "review.closed": {
      kinds: ["observe"],
      summary: "",
      fields: [],
      rewrites: false,
      extras: [],
      pinned: [],
      historic: false,
      hostOnly: false,
    },
  });
  expect(Object.keys(hooks.schemas["review.opened"] ?? {})).toEqual(["payload", "result"]);
  expect(hooks.schemas["review.closed"]).toEqual({});
});

describe("an embedder's event", () => {
  const opened = { title: "Add a cache", files: 2 };

  test("is delivered to plugins and host handlers by the rules of its kinds", async () => {
    const runtime = await createTemporaryRuntime({
      hooks,
      sources: [
        inlinePlugins([
          createPlugin("titles", {
            hooks: { "review.opened": ((payload: { title: string }) => ({ title: payload.title.toUpperCase() })) as never } as never,
          }),
        ]),
      ],
    });
    await runtime.load();
    runtime.on("review.opened", ({ files }) => (files > 1 ? undefined : { title: "small" }), { name: "small" });
    const { handlers, payload } = await runtime.emit("review.opened", opened);
    expect(payload).toEqual({ title: "ADD A CACHE", files: 2 });
    expect(handlers.map(({ plugin, status }) => [plugin, status])).toEqual([
      ["host:small", "ok"],
      ["titles@1.0.0", "ok"],
    ]);
  });

  test("refuses payloads, and results, that its schemas refuse", async () => {
    const runtime = await createTemporaryRuntime({ hooks });
    await runtime.load();
    await expect(runtime.emit("review.opened", { title: "x", files: -1 })).rejects.toMatchObject({
      code: "PAYLOAD_INVALID",
      message: 'the payload of "review.opened" does not fit: /files must be >= 0',
    });
    runtime.on("review.opened", () => ({ title: "much too long for a title" }), { name: "long" });
    expect((await runtime.emit("review.opened", opened)).handlers[0]?.error?.message).toBe(
      'host:long answered "review.opened" with a result that does not fit: /title must NOT have more than 20 characters',
    );
  });
});

test("a plugin's own events are checked against the schemas of its manifest", async () => {
  const indexer = createPlugin("acme", {
    manifest: {
      events: { "acme:indexed": { kind: "provide", payload: { type: "object", required: ["path"] }, result: { type: "integer" } } },
    },
  });
  const counter = createPlugin("counter", { hooks: { "acme:indexed": (payload: unknown) => (payload as { count: unknown }).count } });
  const runtime = await loadTemporaryRuntime([indexer, counter]);
  const emit = runtime.emit as (hook: string, payload: unknown) => Promise<EmitResult>;
  await expect(emit("acme:indexed", {})).rejects.toMatchObject({
    code: "PAYLOAD_INVALID",
    message: `the payload of "acme:indexed" does not fit: the value must have required property 'path'`,
  });
  expect(await emit("acme:indexed", { path: "a", count: 3 })).toMatchObject({ value: 3 });
  expect((await emit("acme:indexed", { path: "a", count: "three" })).handlers[0]).toMatchObject({
    status: "invalid",
    error: { message: 'counter@1.0.0 answered "acme:indexed" with a result that does not fit: the value must be integer' },
  });
});

describe("types", () => {
  test("flow from the vocabulary to emit, on and definePlugin", () => {
    expectTypeOf<Runtime["emit"]>().toBeCallableWith("message.display", { text: "a" });
    void (async (runtime: Runtime) => {
      expectTypeOf((await runtime.emit("message.display", { text: "a" })).payload.text).toEqualTypeOf<string>();
    });
    // @ts-expect-error a text is wanted
    void ((runtime: Runtime) => runtime.emit("message.display", { text: 1 }));
    // @ts-expect-error there is no such hook
    void ((runtime: Runtime) => runtime.emit("message.shown", { text: "a" }));
    // @ts-expect-error a handler cannot answer with a number
    definePlugin({ hooks: { "message.display": ({ text }) => text.length } });
    definePlugin({
      hooks: {
        "tool.before": ({ tool }, ctx) => {
          expectTypeOf(tool).toEqualTypeOf<string>();
          expectTypeOf(ctx.signal).toEqualTypeOf<AbortSignal>();
          return { decision: "deny", reason: tool };
        },
      },
    });
  });

  test("flow from defineHooks to the runtime", () => {
    type Reviewing = Runtime<ReviewEvents>;
    expectTypeOf<Reviewing["emit"]>().toBeCallableWith("review.opened", { title: "a", files: 1 });
    // @ts-expect-error files are missing
    void ((runtime: Reviewing) => runtime.emit("review.opened", { title: "a" }));
    void ((runtime: Reviewing) =>
      // @ts-expect-error the title is a text
      runtime.on("review.opened", ({ files }) => ({ title: files }), { name: "a" }));
    void ((runtime: Reviewing) => {
      expectTypeOf(runtime.dispatch("review.closed", { why: "done" })).toEqualTypeOf<
        EmitResult<{ readonly why: string }> | Promise<EmitResult<{ readonly why: string }>>
      >();
    });
  });
});
