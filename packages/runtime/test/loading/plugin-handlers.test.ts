import { type KodexConfig, toEventSpec, VOCABULARY } from "@kodex/manifest";
import { describe, expect, test } from "vitest";
import { type ConnectedPlugin, toHostHandler, toPluginHandlers } from "../../src/loading/plugin-handlers.ts";

const defaults = { timeoutMs: 5000, onError: "closed", contexts: (scope: unknown) => scope as never } as const;

const review = toEventSpec({ kind: "gate" });
const specs = new Map([...Object.entries(VOCABULARY), ["review:asked", review] as const]);

function connect(declaration: Readonly<Record<string, unknown>> = {}): ConnectedPlugin {
  const hook = { priority: 1, before: [], after: ["z"], timeoutMs: 2000, onError: "open", match: { tool: ["shell"] }, ...declaration };
  return {
    plugin: {
      id: "acme@1.2.3",
      manifest: { name: "acme", hooks: { "tool.before": hook, "turn.start": { ...hook, match: {} } } },
      candidate: { tier: "user" },
    },
    hosted: {},
    contexts: defaults.contexts,
  } as unknown as ConnectedPlugin;
}

const toHandlers = (connected: ConnectedPlugin, config: KodexConfig = {}) =>
  toPluginHandlers(connected, { config, maxTimeoutMs: 60_000, specs });

const configure = (hook: Readonly<Record<string, unknown>>): KodexConfig => ({ plugins: { acme: { hooks: { "tool.before": hook } } } });

describe("a plugin's handlers", () => {
  test("are what its manifest declares, before it is active", () => {
    const handlers = toHandlers(connect());
    expect([...handlers.keys()]).toEqual(["tool.before", "turn.start"]);
    expect(handlers.get("tool.before")).toMatchObject({
      label: "acme@1.2.3",
      name: "acme",
      tier: "user",
      priority: 1,
      constraints: [{ kind: "after", other: "z", origin: "manifest" }],
      timeoutMs: 2000,
      failsClosed: false,
      match: { tool: ["shell"] },
      call: undefined,
    });
  });

  test("that the user has disabled are left out, and only those", () => {
    expect([...toHandlers(connect(), configure({ enabled: false })).keys()]).toEqual(["turn.start"]);
  });

  test("take the user's priority, time and policy, and never more time than the host gives", () => {
    const config = configure({ priority: -3, timeoutMs: 90_000, onError: "closed" });
    expect(toHandlers(connect(), config).get("tool.before")).toMatchObject({
      priority: -3,
      timeoutMs: 60_000,
      failsClosed: true,
    });
    expect(toHandlers(connect({ timeoutMs: 80_000 })).get("turn.start")?.timeoutMs).toBe(60_000);
  });

  test("keep the manifest's constraints beside the user's, each with its origin", () => {
    const config = configure({ before: ["b"], after: ["a"] });
    expect(toHandlers(connect(), config).get("tool.before")?.constraints).toEqual([
      { kind: "after", other: "z", origin: "manifest" },
      { kind: "before", other: "b", origin: "kodex.json" },
      { kind: "after", other: "a", origin: "kodex.json" },
    ]);
  });
});

describe("a handler of another plugin's event", () => {
  const { timeoutMs, onError, ...silent } = { priority: 0, before: [], after: [], match: {}, timeoutMs: 9, onError: "open" };
  const subscribe = (hooks: Readonly<Record<string, unknown>>): ConnectedPlugin => {
    const { plugin, ...others } = connect();
    return { ...others, plugin: { ...plugin, manifest: { ...plugin.manifest, hooks } } } as unknown as ConnectedPlugin;
  };

  test("has the defaults of the kind with which the event is declared", () => {
    expect(toHandlers(subscribe({ "review:asked": silent })).get("review:asked")).toMatchObject({ timeoutMs: 5000, failsClosed: true });
  });

  test("has what its manifest says", () => {
    const hooks = { "review:asked": { ...silent, timeoutMs, onError } };
    expect(toHandlers(subscribe(hooks)).get("review:asked")).toMatchObject({ timeoutMs: 9, failsClosed: false });
  });

  test("is left out where nobody declares the event", () => {
    expect([...toHandlers(subscribe({ "nobody:asked": silent })).keys()]).toEqual([]);
  });
});

describe("a handler of the host", () => {
  const call = (): undefined => undefined;

  test("has the tier host, a name of its own, and the defaults of the hook's kinds", () => {
    const handler = toHostHandler(call, { name: "audit" }, defaults);
    expect(handler).toMatchObject({
      label: "host:audit",
      name: "host:audit",
      tier: "host",
      priority: 0,
      timeoutMs: 5000,
      failsClosed: true,
      match: {},
      call,
    });
    expect(handler).not.toHaveProperty("hosted");
    expect(toHostHandler(call, { name: "audit", priority: 2, timeoutMs: 10, onError: "open" }, defaults)).toMatchObject({
      priority: 2,
      timeoutMs: 10,
      failsClosed: false,
    });
  });

  test.each([
    [{ name: "" }, 'the option "name" is "", and must be a text'],
    [{ name: " " }, 'the option "name" is " ", and must be a text'],
    [{ name: undefined }, 'the option "name" is undefined, and must be a text'],
    [{ name: "a", priority: Number.NaN }, 'the option "priority" is NaN, and must be a number'],
    [{ name: "a", timeoutMs: 0 }, 'the option "timeoutMs" is 0, and must be more than 0'],
    [{ name: "a", timeoutMs: Number.NaN }, 'the option "timeoutMs" is NaN, and must be more than 0'],
  ])("is refused for %j", (options, message) => {
    expect(() => toHostHandler(call, options as { name: string }, defaults)).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message }),
    );
  });
});
