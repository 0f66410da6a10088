import { setImmediate } from "node:timers/promises";
import { createRuntime, inlinePlugins, type PluginSource, type Runtime, RuntimeStateError } from "@kodex/runtime";
import { createFakeClock } from "@kodex/runtime/testing";
import { describe, expect, test, vi } from "vitest";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace, loadTemporaryRuntime } from "./temporary-runtime.ts";

const prompt = { text: "hello" };
const shout = createPlugin("shout", {
  hooks: { "prompt.preprocess": ({ text }) => ({ text: text.toUpperCase() }) },
});
const broken = createPlugin("broken", { manifest: { version: "one" } });

/** Every way to use a runtime, by what its messages call it. */
const uses: readonly (readonly [string, (runtime: Runtime) => unknown])[] = [
  ["emit", (runtime) => runtime.emit("prompt.preprocess", prompt)],
  ["invoke", (runtime) => runtime.invoke("code.format", {})],
  ["capabilities.list", async (runtime) => runtime.capabilities.list()],
  ["capabilities.find", async (runtime) => runtime.capabilities.find("code.format")],
  ["capabilities.route", (runtime) => runtime.capabilities.route("format this")],
  ["explain", async (runtime) => runtime.explain("prompt.preprocess")],
  ["doctor", (runtime) => runtime.doctor()],
  ["list", async (runtime) => runtime.list()],
  ["diagnostics", async (runtime) => runtime.diagnostics],
];

describe("before load", () => {
  test.each(uses)("%s is refused", async (what, use) => {
    const runtime = await createTemporaryRuntime();
    const refused = Promise.resolve(use(runtime));
    await expect(refused).rejects.toThrow(RuntimeStateError);
    await expect(refused).rejects.toMatchObject({
      code: "RUNTIME_NOT_LOADED",
      message: `${what} was called before load()`,
      hint: "Await `runtime.load()` first.",
    });
  });

  test("a session is no way around it", async () => {
    const runtime = await createTemporaryRuntime();
    const session = runtime.session({ sessionId: "s1" });
    await expect(session.emit("prompt.preprocess", prompt)).rejects.toMatchObject({ code: "RUNTIME_NOT_LOADED" });
    await expect(session.invoke("code.format", {})).rejects.toMatchObject({ code: "RUNTIME_NOT_LOADED" });
  });

  test("dispatch throws at once, while emit rejects", async () => {
    const runtime = await createTemporaryRuntime();
    expect(() => runtime.dispatch("prompt.preprocess", prompt)).toThrow("emit was called before load()");
    const emitted = runtime.emit("prompt.preprocess", prompt);
    expect(emitted).toBeInstanceOf(Promise);
    await expect(emitted).rejects.toThrow("emit was called before load()");
  });

  test("a load under way is not enough", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([shout])] });
    const loading = runtime.load();
    await expect(runtime.emit("prompt.preprocess", prompt)).rejects.toMatchObject({ code: "RUNTIME_NOT_LOADED" });
    await loading;
    await expect(runtime.emit("prompt.preprocess", prompt)).resolves.toMatchObject({ payload: { text: "HELLO" } });
  });
});

describe("load", () => {
  test("finds plugins once, however often and however concurrently it is called", async () => {
    const discover = vi.fn<PluginSource["discover"]>(() => []);
    const runtime = await createTemporaryRuntime({ sources: [{ name: "counted", discover }] });
    await Promise.all([runtime.load(), runtime.load(), runtime.load()]);
    await runtime.load();
    expect(discover).toHaveBeenCalledTimes(1);
  });

  test("shares one failure: a later call rejects with the same error", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([broken])], strict: true });
    const errors = await Promise.all([runtime.load(), runtime.load()].map((loading) => loading.catch((error: unknown) => error)));
    expect(errors[0]).toMatchObject({ code: "VERSION_INVALID" });
    expect(errors[1]).toBe(errors[0]);
    await expect(runtime.load()).rejects.toBe(errors[0]);
  });

  test("after a failed one, every use says why there is nothing to use", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([broken])], strict: true });
    const cause = await runtime.load().catch((error: unknown) => error);
    await expect(runtime.emit("prompt.preprocess", prompt)).rejects.toMatchObject({
      code: "RUNTIME_NOT_LOADED",
      message: 'emit was called although load() has failed: "one" is not a SemVer version',
      cause,
    });
  });

  test("does not activate a lazy plugin, and does activate an eager one", async () => {
    const activate = { lazy: vi.fn<() => void>(), eager: vi.fn<() => void>() };
    await loadTemporaryRuntime([
      createPlugin("lazy", { activate: activate.lazy }),
      createPlugin("eager", { manifest: { activation: "eager" }, activate: activate.eager }),
    ]);
    expect(activate.lazy).not.toHaveBeenCalled();
    expect(activate.eager).toHaveBeenCalledTimes(1);
  });

  test("leaves nothing to wait for: what is active answers the first dispatch at once", async () => {
    const eager = createPlugin("eager", { manifest: { activation: "eager" }, hooks: { "message.display": () => ({ text: "seen" }) } });
    const ofPlugin = await loadTemporaryRuntime([eager]);
    expect(ofPlugin.dispatch("message.display", { text: "x" })).toMatchObject({ payload: { text: "seen" } });
    const ofHost = await createTemporaryRuntime();
    ofHost.on("message.display", () => ({ text: "heard" }), { name: "host" });
    await ofHost.load();
    expect(ofHost.dispatch("message.display", { text: "x" })).toMatchObject({ payload: { text: "heard" } });
  });
});

describe("after close", () => {
  test.each(uses)("%s is refused", async (what, use) => {
    const runtime = await loadTemporaryRuntime([]);
    await runtime.close();
    await expect(Promise.resolve(use(runtime))).rejects.toMatchObject({
      code: "RUNTIME_CLOSED",
      message: `${what} was called after close()`,
      hint: "Create a new runtime.",
    });
  });

  test("load is refused, also when it had been called before", async () => {
    const runtime = await loadTemporaryRuntime([]);
    await runtime.close();
    await expect(runtime.load()).rejects.toMatchObject({ code: "RUNTIME_CLOSED", message: "load was called after close()" });
  });

  test("a host handler is refused", async () => {
    const runtime = await createTemporaryRuntime();
    await runtime.close();
    expect(() => runtime.on("turn.start", () => undefined, { name: "late" })).toThrow("on was called after close()");
  });

  test("the ledger can still be read", async () => {
    const runtime = await loadTemporaryRuntime([shout]);
    await runtime.close();
    expect(runtime.ledger.map(({ stage }) => stage)).toEqual(["discover", "manifest", "admit", "host", "index"]);
  });
});

describe("close", () => {
  test("disposes every active plugin once, however often it is called", async () => {
    const dispose = vi.fn<() => void>();
    const runtime = await loadTemporaryRuntime([createPlugin("eager", { manifest: { activation: "eager" }, dispose })]);
    await Promise.all([runtime.close(), runtime.close()]);
    await runtime.close();
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  test("does not load what was never used", async () => {
    const { activate, dispose } = { activate: vi.fn<() => void>(), dispose: vi.fn<() => void>() };
    const runtime = await loadTemporaryRuntime([createPlugin("lazy", { activate, dispose })]);
    await runtime.close();
    expect(activate).not.toHaveBeenCalled();
    expect(dispose).not.toHaveBeenCalled();
  });

  test("ends a runtime that was never loaded", async () => {
    const runtime = await createTemporaryRuntime();
    await expect(runtime.close()).resolves.toBeUndefined();
  });

  test("waits for a load that is under way, and disposes what it has activated", async () => {
    const dispose = vi.fn<() => void>();
    const eager = createPlugin("eager", { manifest: { activation: "eager" }, activate: () => setImmediate(), dispose });
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([eager])] });
    const loading = runtime.load();
    await runtime.close();
    expect(dispose).toHaveBeenCalledTimes(1);
    await expect(loading).resolves.toBeUndefined();
  });

  test("ends well after a load that has failed", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([broken])], strict: true });
    const loading = runtime.load();
    await expect(runtime.close()).resolves.toBeUndefined();
    await expect(loading).rejects.toMatchObject({ code: "VERSION_INVALID" });
  });

  test("lets an emit that is under way come to its end", async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const slow = createPlugin("slow", {
      hooks: {
        async "prompt.preprocess"() {
          await finished;
          return { text: "done" };
        },
      },
    });
    const runtime = await loadTemporaryRuntime([slow]);
    const emitted = runtime.emit("prompt.preprocess", prompt);
    await setImmediate();
    await runtime.close();
    finish();
    await expect(emitted).resolves.toMatchObject({ payload: { text: "done" }, handlers: [{ status: "ok" }] });
  });

  test("records a dispose that fails, and disposes the others", async () => {
    const dispose = vi.fn<() => void>();
    const runtime = await loadTemporaryRuntime([
      createPlugin("sulky", {
        manifest: { activation: "eager" },
        dispose() {
          throw new Error("no");
        },
      }),
      createPlugin("tidy", { manifest: { activation: "eager" }, dispose }),
    ]);
    await runtime.close();
    expect(dispose).toHaveBeenCalledTimes(1);
    expect(runtime.ledger.at(-1)).toMatchObject({
      plugin: "sulky@1.0.0",
      stage: "activate",
      outcome: "error",
      code: "PLUGIN_DISPOSE_FAILED",
      message: "sulky@1.0.0 failed in dispose: no",
      hint: "Mend the plugin's `dispose`.",
    });
  });

  test("does not wait for ever for a dispose that never settles", async () => {
    const clock = createFakeClock();
    const dispose = (): Promise<void> => new Promise(() => undefined);
    const runtime = await loadTemporaryRuntime([createPlugin("stuck", { manifest: { activation: "eager" }, dispose })], { clock });
    const closing = runtime.close();
    await clock.advance(10_000);
    await closing;
    expect(runtime.ledger.at(-1)).toMatchObject({ plugin: "stuck@1.0.0", code: "PLUGIN_DISPOSE_FAILED" });
  });

  test("closes isolation backends, and one that fails holds up no other", async () => {
    const close = vi.fn<() => Promise<void>>(async () => undefined);
    const host = (): never => {
      throw new Error("is not used");
    };
    const runtime = await createTemporaryRuntime({
      isolation: [
        { level: "worker", host, close: async () => Promise.reject(new Error("no")) },
        { level: "process", host, close },
        { level: "os", host },
      ],
    });
    await runtime.load();
    await expect(runtime.close()).resolves.toBeUndefined();
    expect(close).toHaveBeenCalledTimes(1);
    expect(runtime.ledger).toMatchObject([
      {
        plugin: "isolation:worker",
        stage: "host",
        outcome: "error",
        code: "ISOLATION_NOT_CLOSED",
        message: 'the backend for isolation "worker" could not be closed: no',
      },
    ]);
  });

  test("happens at the end of an `await using` block", async () => {
    const dispose = vi.fn<() => void>();
    const { path } = createTemporaryWorkspace();
    const eager = createPlugin("eager", { manifest: { activation: "eager" }, dispose });
    {
      await using runtime = await createRuntime({ cwd: path, stateDirectory: path, sources: [inlinePlugins([eager])] });
      await runtime.load();
      expect(dispose).not.toHaveBeenCalled();
    }
    expect(dispose).toHaveBeenCalledTimes(1);
  });
});
