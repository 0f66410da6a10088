import { describe, expect, test } from "vitest";
import type { CallScope } from "../../src/calls/call-scope.ts";
import type { Broker, BrokerCall } from "../../src/hosting/broker.ts";
import { createContextFactory } from "../../src/hosting/plugin-context.ts";
import type { PluginContext } from "../../src/plugin.ts";
import { createAdmitted } from "./admitted.ts";

const signal = new AbortController().signal;

function open(changes: Partial<CallScope> = {}) {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]): never =>
      void calls.push([name, ...args]) as never;
  const broker = {
    fs: (call: BrokerCall) => ({ readText: (path: string) => note("fs")(path, call) }),
    env: { get: note("env") },
    log: { info: note("log") },
    fetch: note("fetch"),
    exec: note("exec"),
    generate: note("generate"),
  } as unknown as Broker;
  const scope: CallScope = {
    event: { id: "e1", hook: "tool.before", cwd: "/work", sessionId: "s", origin: "host" },
    signal,
    emit: note("emit"),
    invoke: note("invoke"),
    ...changes,
  };
  const ctx: PluginContext = createContextFactory(createAdmitted({ config: { mode: "loud" } }), broker)(scope);
  return { calls, ctx };
}

const CALL = { signal, cwd: "/work", sessionId: "s" };

describe("the context of a call", () => {
  test("says who the plugin is and what it is set to", () => {
    const { ctx } = open();
    expect([ctx.plugin, ctx.config, ctx.event.hook, ctx.signal]).toEqual([
      { name: "probe", version: "1.0.0" },
      { mode: "loud" },
      "tool.before",
      signal,
    ]);
    expect(Object.isFrozen(ctx.plugin)).toBe(true);
  });

  test("tells the broker for which call it works", async () => {
    const { calls, ctx } = open();
    await ctx.fs.readText("$workspace/a");
    await ctx.fetch("https://a.b/");
    await ctx.exec("git");
    await ctx.model.generate({ class: "small", prompt: "" });
    expect(calls).toEqual([
      ["fs", "$workspace/a", CALL],
      ["fetch", "https://a.b/", undefined, CALL],
      ["exec", "git", [], {}, CALL],
      ["generate", { class: "small", prompt: "" }, CALL],
    ]);
  });

  test("names no session where there is none", async () => {
    const { calls, ctx } = open({ event: { id: "e1", hook: "activate", cwd: "/work", origin: "host" } });
    await ctx.exec("git");
    expect(calls).toEqual([["exec", "git", [], {}, { signal, cwd: "/work" }]]);
  });

  test("works when a handler takes it apart", async () => {
    const { calls, ctx } = open();
    const { emit, env, exec, fetch, fs, invoke, log, model } = ctx;
    await emit("message.display", { text: "" });
    await invoke("a.b", 1, { range: "^1" });
    await Promise.all([fs.readText("a"), fetch("https://a.b/"), exec("git"), model.generate({ class: "small", prompt: "" })]);
    env.get("A");
    log.info("line");
    expect(calls.map(([name]) => name)).toEqual(["emit", "invoke", "fs", "fetch", "exec", "generate", "env", "log"]);
    expect(calls.slice(0, 2)).toEqual([
      ["emit", "message.display", { text: "" }],
      ["invoke", "a.b", 1, { range: "^1" }],
    ]);
  });

  test("makes neither an event nor a signal before somebody looks", () => {
    const refuse = (): never => {
      throw new Error("looked at");
    };
    const scope = Object.defineProperties({ emit: refuse, invoke: refuse } as never, { event: { get: refuse }, signal: { get: refuse } });
    const ctx = createContextFactory(createAdmitted(), { env: {}, log: {}, data: {} } as Broker)(scope);
    expect([ctx.plugin.name, typeof ctx.env, typeof ctx.log, typeof ctx.data, typeof ctx.emit]).toEqual([
      "probe",
      "object",
      "object",
      "object",
      "function",
    ]);
    expect(() => ctx.signal).toThrow("looked at");
  });
});
