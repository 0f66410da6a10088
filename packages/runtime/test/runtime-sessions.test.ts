import { type EventEnvelope, inlinePlugins } from "@kodex/runtime";
import { expect, test } from "vitest";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace, loadTemporaryRuntime } from "./temporary-runtime.ts";

const failure = { error: { name: "Error", message: "none" } };

/** A plugin that notes the envelope of everything that it is called for, and calls itself once over. */
function createWitness() {
  const events: EventEnvelope[] = [];
  const plugin = createPlugin("witness", {
    manifest: { capabilities: ["note.take"] },
    hooks: {
      async "turn.start"(_, { event, emit, invoke }) {
        events.push(event);
        await invoke("note.take", {});
        await emit("turn.error", failure);
      },
      "turn.error": (_, { event }) => void events.push(event),
    },
    capabilities: {
      async "note.take"(_, { event, emit }) {
        events.push(event);
        await emit("notification", { kind: "note", text: "taken" });
      },
    },
  });
  const reader = createPlugin("reader", { hooks: { notification: (_, { event }) => void events.push(event) } });
  return { events, plugins: [plugin, reader] };
}

test("an emit of the host has no session, and works in the runtime's folder", async () => {
  const { events, plugins } = createWitness();
  const { path } = createTemporaryWorkspace();
  const runtime = await loadTemporaryRuntime(plugins, { cwd: path });
  await runtime.emit("turn.error", failure);
  expect(events).toEqual([{ id: "e1", hook: "turn.error", cwd: path, origin: "host" }]);
});

test("an emit of a handler of the host says which handler it was", async () => {
  const { events, plugins } = createWitness();
  const runtime = await loadTemporaryRuntime(plugins);
  runtime.on("turn.interrupt", async (_, ctx) => void (await ctx.emit("turn.error", failure)), { name: "alarm" });
  await runtime.emit("turn.interrupt", { by: "user" });
  expect(events).toMatchObject([{ hook: "turn.error", origin: "host:alarm" }]);
});

test("whatever a session emits or calls carries its id and folder, however deep", async () => {
  const { events, plugins } = createWitness();
  const runtime = await loadTemporaryRuntime(plugins);
  const session = runtime.session({ sessionId: "s1", cwd: "/session" });
  await session.emit("turn.start", { turnId: "t1" });
  const scope = { sessionId: "s1", cwd: "/session" };
  expect(events).toMatchObject([
    { hook: "turn.start", origin: "host", ...scope },
    { hook: "note.take", origin: "witness@1.0.0", ...scope },
    { hook: "notification", origin: "witness@1.0.0", ...scope },
    { hook: "turn.error", origin: "witness@1.0.0", ...scope },
  ]);
  events.length = 0;
  await session.invoke("note.take", {});
  expect(events).toMatchObject([
    { hook: "note.take", origin: "host", ...scope },
    { hook: "notification", ...scope },
  ]);
});

test("turn and agent go along with what a handler emits and calls", async () => {
  const { events, plugins } = createWitness();
  const runtime = await loadTemporaryRuntime(plugins);
  await runtime.session({ sessionId: "s1" }).emit("turn.start", { turnId: "t1" }, { turnId: "t1", agentId: "a1" });
  expect(events).toHaveLength(4);
  expect(events.map(({ agentId, sessionId, turnId }) => [sessionId, turnId, agentId])).toEqual(events.map(() => ["s1", "t1", "a1"]));
});

test("a session cannot be talked out of its id", async () => {
  const { events, plugins } = createWitness();
  const runtime = await loadTemporaryRuntime(plugins);
  await runtime.session({ sessionId: "mine" }).emit("turn.error", failure, { sessionId: "another" });
  expect(events).toMatchObject([{ sessionId: "mine" }]);
});

test("two sessions share the plugins and keep their envelopes apart", async () => {
  const { events, plugins } = createWitness();
  const runtime = await loadTemporaryRuntime(plugins);
  const [one, two] = [runtime.session({ sessionId: "1", cwd: "/one" }), runtime.session({ sessionId: "2", cwd: "/two" })];
  await Promise.all([one.emit("turn.start", { turnId: "t" }), two.emit("turn.start", { turnId: "t" })]);
  for (const [id, cwd] of [
    ["1", "/one"],
    ["2", "/two"],
  ])
    expect(events.filter(({ sessionId }) => sessionId === id).map((event) => event.cwd)).toEqual(Array(4).fill(cwd));
  expect(one.capabilities).toBe(runtime.capabilities);
});

test("all handlers of one emit see one id, and every emit has another", async () => {
  const ids: string[] = [];
  const note = (name: string) => createPlugin(name, { hooks: { "turn.error": (_, { event }) => void ids.push(event.id) } });
  const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([note("a"), note("b")])] });
  await runtime.load();
  await runtime.emit("turn.error", failure);
  await runtime.emit("turn.error", failure);
  expect(ids).toHaveLength(4);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).toBe(ids[3]);
  expect(ids[0]).not.toBe(ids[2]);
});

test("$workspace is the folder of the session that calls", async () => {
  const own = createTemporaryWorkspace({ "name.txt": "the runtime's" });
  const other = createTemporaryWorkspace({ "name.txt": "the session's" });
  const reader = createPlugin("reader", {
    manifest: { capabilities: ["name.read"], permissions: { fs: { read: ["$workspace/**"] } } },
    capabilities: { "name.read": (_, { fs }) => fs.readText("$workspace/name.txt") },
  });
  const runtime = await loadTemporaryRuntime([reader], { cwd: own.path });
  await expect(runtime.invoke("name.read", {})).resolves.toMatchObject({ output: "the runtime's" });
  const session = runtime.session({ sessionId: "s1", cwd: other.path });
  await expect(session.invoke("name.read", {})).resolves.toMatchObject({ output: "the session's" });
});
