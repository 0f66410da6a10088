import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { definePlugin, PluginValidationError } from "@kodex/runtime";
import { createFakeClock, createFakeModel, createFakeWorkspace, createTestRuntime, type TestRuntime } from "@kodex/runtime/testing";
import { describe, expect, onTestFinished, test } from "vitest";

async function open(...args: Parameters<typeof createTestRuntime>): Promise<TestRuntime> {
  const runtime = await createTestRuntime(...args);
  onTestFinished(() => runtime.close());
  return runtime;
}

const MANIFEST = { manifestVersion: 1, name: "shout", version: "1.0.0" } as const;
const shout = definePlugin({
  manifest: { ...MANIFEST, config: { type: "object", properties: { mark: { type: "string" } } } },
  hooks: {
    "prompt.preprocess": ({ text }, { config }) => ({ text: `${text.toUpperCase()}${(config["mark"] as string | undefined) ?? "!"}` }),
  },
});

describe("createTestRuntime", () => {
  test("runs a plugin against a payload, with its settings", async () => {
    expect((await (await open(shout)).emit("prompt.preprocess", { text: "hi" })).payload.text).toBe("HI!");
    const runtime = await open(shout, { config: { mark: "?" } });
    expect((await runtime.emit("prompt.preprocess", { text: "hi" })).payload.text).toBe("HI?");
  });

  test("runs a plugin in a folder, by the path of its manifest", async () => {
    const folder = createFakeWorkspace({
      "kodex.plugin.json": JSON.stringify({
        ...MANIFEST,
        main: "./index.mjs",
        capabilities: { "a.b": { version: "1.0.0", description: "Echoes." } },
      }),
      "index.mjs": "export default { capabilities: { 'a.b': (input) => ({ input }) } };",
    });
    onTestFinished(folder.remove);
    const runtime = await open(join(folder.path, "kodex.plugin.json"));
    expect((await runtime.invoke("a.b", 1)).output).toEqual({ input: 1 });
    expect(runtime.list().map(({ name, version }) => `${name}@${version}`)).toEqual(["shout@1.0.0"]);
  });

  test("gives it files, a model, secrets, a clock and what it declares, and keeps its log", async () => {
    const clock = createFakeClock();
    const model = createFakeModel(({ prompt }) => `summary of ${prompt}`);
    const plugin = definePlugin({
      manifest: { ...MANIFEST, permissions: { fs: { read: ["$workspace/**"] }, model: { classes: ["small"] } } },
      hooks: {
        async "prompt.preprocess"(_, { data, fs, log, model: own }) {
          const { text } = await own.generate({ class: "small", prompt: await fs.readText("$workspace/notes.txt") });
          await data.set("last", text);
          log.info("done", { keys: await data.keys() });
          await new Promise((resolve) => void clock.schedule(() => resolve(undefined), 100));
          return { context: (await fs.list("$workspace")).join() };
        },
      },
    });
    const runtime = await open(plugin, { clock, model, files: { "notes.txt": "notes", "src/a.ts": "" } });
    const emitted = runtime.emit("prompt.preprocess", { text: "" });
    for (let turn = 0; runtime.logs.length === 0; turn += 1) await clock.advance(0);
    await clock.advance(100);
    expect((await emitted).context).toEqual([{ plugin: "shout@1.0.0", text: "notes.txt,src/" }]);
    expect(runtime.logs).toEqual([{ plugin: "shout@1.0.0", level: "info", message: "done", fields: { keys: ["last"] } }]);
    expect(model.requests.map(({ prompt }) => prompt)).toEqual(["notes"]);
  });

  test("refuses what the plugin does not declare, as a host would", async () => {
    const plugin = definePlugin({
      manifest: MANIFEST,
      hooks: { "prompt.preprocess": async (_, { fs }) => ({ context: await fs.readText("$workspace/a") }) },
    });
    const { handlers } = await (await open(plugin, { files: { a: "a" } })).emit("prompt.preprocess", { text: "" });
    expect(handlers[0]).toMatchObject({
      status: "error",
      error: { code: "PERMISSION_DENIED", message: "shout@1.0.0 is not granted fs:$workspace/a:read" },
    });
  });

  test("throws every problem: of the manifest, of the code, of activation", async () => {
    await expect(createTestRuntime({})).rejects.toMatchObject({ code: "PLUGIN_EXPORT_INVALID" });
    await expect(createTestRuntime({ manifest: { ...MANIFEST, name: "Shout" } })).rejects.toBeInstanceOf(PluginValidationError);
    await expect(createTestRuntime({ manifest: { ...MANIFEST, hooks: { "prompt.preprocess": {} } } })).rejects.toMatchObject({
      code: "HOOK_NOT_IMPLEMENTED",
      message: 'shout@1.0.0 declares hook "prompt.preprocess" and has no handler for it',
    });
    const activate = (): never => {
      throw new Error("no key");
    };
    await expect(createTestRuntime({ manifest: MANIFEST, activate })).rejects.toMatchObject({
      code: "PLUGIN_ACTIVATION_FAILED",
      message: "shout@1.0.0 failed in activate: no key",
    });
    await expect(createTestRuntime(shout, { config: { mark: 5 } })).rejects.toMatchObject({ code: "PLUGIN_CONFIG_INVALID" });
    await expect(createTestRuntime(join(tmpdir(), "kodex-none", "kodex.plugin.json"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("leaves nothing behind, after a close or a failure", async () => {
    const leftovers = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`kodex-test-`));
    let folder = "";
    const plugin = definePlugin({
      manifest: MANIFEST,
      activate({ event }) {
        folder = event.cwd;
        throw new Error("no");
      },
    });
    await expect(createTestRuntime(plugin)).rejects.toThrow("no");
    expect([dirname(folder) === "", existsSync(folder)]).toEqual([false, false]);
    const runtime = await createTestRuntime(shout, { files: { a: "" } });
    const { path } = runtime.workspace;
    expect(leftovers()).toContain(path.slice(dirname(path).length + 1));
    await Promise.all([runtime.close(), runtime[Symbol.asyncDispose]()]);
    expect(existsSync(path)).toBe(false);
  });

  test("disposes the plugin when it is closed", async () => {
    let disposals = 0;
    const runtime = await createTestRuntime({ ...shout, dispose: () => void (disposals += 1) });
    await runtime.close();
    await runtime.close();
    expect(disposals).toBe(1);
  });
});

describe("a handler that misbehaves", () => {
  const run = async (handler: (payload: { text: string }) => unknown, clock = createFakeClock()) => {
    const runtime = await open({ manifest: MANIFEST, hooks: { "prompt.preprocess": handler as never } }, { clock });
    const emitted = runtime.emit("prompt.preprocess", { text: "hi" });
    await clock.advance(60_000);
    const { handlers, payload } = await emitted;
    const [{ code, error, status } = { status: "none", code: undefined, error: undefined }] = handlers;
    return { status, code, message: error?.message, text: payload.text, payload };
  };

  test.each([
    [
      "throws a text",
      () => {
        throw "no";
      },
      "no",
    ],
    [
      "throws null",
      () => {
        throw null;
      },
      "null was thrown",
    ],
    [
      "throws undefined",
      () => {
        throw undefined;
      },
      "undefined was thrown",
    ],
    [
      "throws an object",
      () => {
        throw { message: "shaped" };
      },
      "shaped",
    ],
    ["rejects with undefined", () => Promise.reject(undefined), "undefined was thrown"],
    ["rejects with a number", () => Promise.reject(5), "a value of type number was thrown"],
  ])("and %s has failed, and the payload is what it was", async (_, handler: () => unknown, message) => {
    expect(await run(handler)).toMatchObject({ status: "error", code: "HANDLER_FAILED", message, text: "hi" });
  });

  test("and never settles is out of time", async () => {
    expect(await run(() => new Promise(() => undefined))).toMatchObject({ status: "timeout", code: "HANDLER_TIMEOUT", text: "hi" });
  });

  test.each([
    ["a function", () => () => 1],
    ["a text", () => "text"],
    ["null", () => null],
    ["a list", () => []],
    ["a key that there is not", () => ({ txt: "typo" })],
    ["a prototype key", () => JSON.parse('{"__proto__":{"admin":true}}') as unknown],
  ])("and returns %s has given no result", async (_, handler: () => unknown) => {
    const result = await run(handler);
    expect(result).toMatchObject({ status: "invalid", code: "RESULT_INVALID", text: "hi" });
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
    expect(Object.getPrototypeOf(result.payload)).toBe(Object.prototype);
  });
});
