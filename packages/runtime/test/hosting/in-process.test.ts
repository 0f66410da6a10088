import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { createRuntime, localPlugins, type Plugin, type Runtime } from "@kodex/runtime";
import { createFakeClock } from "@kodex/runtime/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { createPlugin, createTemporaryWorkspace, loadTemporaryRuntime } from "../temporary-runtime.ts";
import { loadFolder } from "./plugin-folder.ts";

const HANDLER = '"prompt.preprocess": ({ text }) => ({ text: text + "!" })';
const emit = (runtime: Runtime, text = "hi") => runtime.emit("prompt.preprocess", { text });

/** Code and message with which the only handler failed. */
async function toFailure(runtime: Runtime): Promise<{ readonly status: string; readonly code?: string; readonly message?: string }> {
  const { handlers } = await emit(runtime);
  const [{ code, error, status } = { status: "none", code: undefined, error: undefined }] = handlers;
  return { status, ...(code === undefined ? {} : { code }), ...(error === undefined ? {} : { message: error.message }) };
}

const activations = (runtime: Runtime) => runtime.ledger.filter(({ stage }) => stage === "activate");

describe("activation", () => {
  test("waits for the first call, and happens once for calls that come together", async () => {
    const code = `globalThis.imports = (globalThis.imports ?? 0) + 1;
      export default { activate: () => new Promise((resolve) => setImmediate(resolve)), hooks: { ${HANDLER} } };`;
    const { runtime } = await loadFolder({ "index.mjs": code });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "imports"));
    expect([Reflect.get(globalThis, "imports"), activations(runtime)]).toEqual([undefined, []]);
    const results = await Promise.all([emit(runtime), emit(runtime), emit(runtime)]);
    expect(results.map(({ payload }) => payload.text)).toEqual(["hi!", "hi!", "hi!"]);
    expect(Reflect.get(globalThis, "imports")).toBe(1);
    expect(activations(runtime)).toEqual([expect.objectContaining({ plugin: "probe@1.0.0", outcome: "loaded", message: "is active" })]);
  });

  test("happens at load where the manifest says eager", async () => {
    const { runtime } = await loadFolder(
      { "index.mjs": `export default { hooks: { ${HANDLER} } };` },
      { manifest: { activation: "eager" } },
    );
    expect(activations(runtime)).toEqual([expect.objectContaining({ outcome: "loaded" })]);
  });

  test("that fails is not tried again, and every call is told why", async () => {
    let attempts = 0;
    const plugin = createPlugin("probe", {
      activate() {
        attempts += 1;
        throw new Error("no key");
      },
      hooks: { "prompt.preprocess": () => undefined },
    });
    const runtime = await loadTemporaryRuntime([plugin]);
    const failure = { status: "error", code: "PLUGIN_ACTIVATION_FAILED", message: "probe@1.0.0 failed in activate: no key" };
    expect([await toFailure(runtime), await toFailure(runtime), attempts]).toEqual([failure, failure, 1]);
    expect(activations(runtime)).toEqual([expect.objectContaining({ outcome: "error", code: failure.code, message: failure.message })]);
  });

  test("that does not settle ends after 10 seconds, and its signal tells the plugin", async () => {
    const clock = createFakeClock();
    let signal: AbortSignal | undefined;
    const plugin = createPlugin("probe", {
      activate(ctx) {
        ({ signal } = ctx);
        return new Promise(() => undefined);
      },
      hooks: { "prompt.preprocess": () => undefined },
    });
    const runtime = await loadTemporaryRuntime([plugin], { clock });
    const failure = toFailure(runtime);
    await clock.advance(10_000);
    expect(await failure).toEqual({
      status: "error",
      code: "PLUGIN_ACTIVATION_TIMEOUT",
      message: "probe@1.0.0 was not active within 10000 ms",
    });
    expect(signal?.reason).toMatchObject({ code: "PLUGIN_ACTIVATION_TIMEOUT" });
  });

  test("takes no time of the handler's own", async () => {
    const clock = createFakeClock();
    const plugin = createPlugin("probe", {
      manifest: { hooks: { "prompt.preprocess": { timeoutMs: 100 } } },
      activate: () => new Promise((resolve) => void clock.schedule(resolve, 5000)),
      hooks: { "prompt.preprocess": ({ text }) => new Promise((resolve) => void clock.schedule(() => resolve({ text: `${text}!` }), 99)) },
    });
    const runtime = await loadTemporaryRuntime([plugin], { clock });
    const result = emit(runtime);
    await clock.advance(6000);
    expect((await result).payload.text).toBe("hi!");
  });

  test.each([
    ["an error", "new Error('no')", "no"],
    ["a text", "'no'", "no"],
    ["undefined", "undefined", "undefined was thrown"],
    ["null", "null", "null was thrown"],
    ["a number", "5", "a value of type number was thrown"],
  ])("fails with whatever activate throws: %s", async (_, thrown, message) => {
    for (const activate of [`activate() { throw ${thrown}; }`, `activate: () => Promise.reject(${thrown})`]) {
      const { runtime } = await loadFolder({ "index.mjs": `export default { ${activate}, hooks: { ${HANDLER} } };` });
      expect(await toFailure(runtime)).toEqual({
        status: "error",
        code: "PLUGIN_ACTIVATION_FAILED",
        message: `probe@1.0.0 failed in activate: ${message}`,
      });
    }
  });
});

describe("a module", () => {
  test.each([
    ["has no default export", "export const hooks = {};", "PLUGIN_EXPORT_INVALID", "there is no default export"],
    ["exports a function", "export default () => ({});", "PLUGIN_EXPORT_INVALID", "an object is expected, not a function"],
    ["exports a list", "export default [];", "PLUGIN_EXPORT_INVALID", "an object is expected, not a list"],
    ["exports null", "export default null;", "PLUGIN_EXPORT_INVALID", "an object is expected, not null"],
    ["exports undefined", "export default undefined;", "PLUGIN_EXPORT_INVALID", "there is no default export"],
    [
      "has a handler that is none",
      "export default { hooks: { 'prompt.preprocess': {} } };",
      "PLUGIN_EXPORT_INVALID",
      '"hooks" has "prompt.preprocess", which is not a function',
    ],
    ["has hooks that are none", "export default { hooks: 'all' };", "PLUGIN_EXPORT_INVALID", '"hooks" is not an object of functions'],
    ["has an activate that is none", "export default { activate: true };", "PLUGIN_EXPORT_INVALID", '"activate" is not a function'],
    [
      "has a second manifest",
      "export default { manifest: {}, hooks: {} };",
      "PLUGIN_MANIFEST_TWICE",
      "has a manifest in its code beside its kodex.plugin.json",
    ],
    ["throws", "throw new Error('top');", "PLUGIN_IMPORT_FAILED", "was imported: top"],
    ["throws no error", "throw undefined;", "PLUGIN_IMPORT_FAILED", "was imported: undefined was thrown"],
    ["rejects at its top level", "await Promise.reject(5);", "PLUGIN_IMPORT_FAILED", "was imported: a value of type number was thrown"],
    ["imports what is not there", "import 'kodex-no-such-package';", "PLUGIN_IMPORT_FAILED", "kodex-no-such-package"],
    ["cannot be parsed", "export default {", "PLUGIN_SYNTAX_ERROR", "cannot be parsed"],
  ])("that %s is refused", async (_, code, expected, message) => {
    const { runtime } = await loadFolder({ "index.mjs": code });
    const failure = await toFailure(runtime);
    expect(failure).toMatchObject({ status: "error", code: expected, message: expect.stringContaining(message) as string });
    expect(failure.message).toContain("probe@1.0.0");
  });

  test("that is not there is named with its path", async () => {
    const { runtime, workspace } = await loadFolder({});
    expect(await toFailure(runtime)).toEqual({
      status: "error",
      code: "PLUGIN_ENTRY_MISSING",
      message: `probe@1.0.0 has its module at ${join(workspace.path, "plugins/probe/index.mjs")}, which does not exist`,
    });
  });

  test("that a link leads out of the plugin's folder to is not imported", async () => {
    const { runtime, workspace } = await loadFolder({});
    workspace.write("elsewhere.mjs", "globalThis.escaped = true; export default {};");
    symlinkSync(join(workspace.path, "elsewhere.mjs"), join(workspace.path, "plugins/probe/index.mjs"));
    const folder = join(workspace.path, "plugins/probe");
    expect(await toFailure(runtime)).toEqual({
      status: "error",
      code: "PLUGIN_ENTRY_OUTSIDE",
      message: `probe@1.0.0 has its module at ${join(folder, "index.mjs")}, which is not inside ${folder}`,
    });
    expect(Reflect.get(globalThis, "escaped")).toBeUndefined();
  });

  test("in a folder that is itself a link is imported", async () => {
    const { runtime, workspace } = await loadFolder({ "index.mjs": `export default { hooks: { ${HANDLER} } };` });
    await runtime.close();
    workspace.write("linked-plugins/.keep", "");
    symlinkSync(join(workspace.path, "plugins/probe"), join(workspace.path, "linked-plugins/probe"));
    const linked = await createRuntime({
      cwd: workspace.path,
      stateDirectory: join(workspace.path, ".other"),
      sources: [localPlugins("./linked-plugins")],
    });
    onTestFinished(() => linked.close());
    await linked.load();
    expect((await emit(linked)).payload.text).toBe("hi!");
  });

  test.each([
    [
      "types that can be stripped",
      "const text: string = '!'; export default { hooks: { 'prompt.preprocess': (p: { text: string }) => ({ text: p.text + text }) } };",
    ],
    [
      "syntax that must be transformed",
      "enum Mark { End = '!' } export default { hooks: { 'prompt.preprocess': (p: { text: string }) => ({ text: p.text + Mark.End }) } };",
    ],
  ])("in TypeScript runs as it is, with %s", async (_, code) => {
    for (const file of ["index.ts", "index.mts"]) {
      const { runtime } = await loadFolder({ [file]: code }, { manifest: { main: `./${file}` } });
      expect((await emit(runtime)).payload.text).toBe("hi!");
    }
  });

  test("in TypeScript that cannot be parsed has a syntax error", async () => {
    const { runtime } = await loadFolder({ "index.ts": "const a: = 1; export default {" }, { manifest: { main: "./index.ts" } });
    expect(await toFailure(runtime)).toMatchObject({ code: "PLUGIN_SYNTAX_ERROR" });
  });

  test("in TypeScript runs below node_modules, too", async () => {
    const workspace = createTemporaryWorkspace({
      "node_modules/probe/index.ts":
        "export default { hooks: { 'prompt.preprocess': (p: { text: string }) => ({ text: p.text + '!' }) } };",
    });
    const { importPlugin } = await import("../../src/hosting/import-plugin.ts");
    const plugin = await importPlugin(join(workspace.path, "node_modules/probe/index.ts"), "probe@1.0.0");
    expect(Object.keys(plugin.hooks ?? {})).toEqual(["prompt.preprocess"]);
  });
});

describe("declared and implemented", () => {
  const refusal = async (manifest: Readonly<Record<string, unknown>>, code: string) => {
    const { runtime } = await loadFolder({ "index.mjs": code }, { manifest: { activation: "eager", hooks: {}, ...manifest } });
    const [entry] = activations(runtime);
    return { code: entry?.code, message: entry?.message, hint: entry?.hint };
  };

  test("must agree: a declared hook needs its handler", async () => {
    expect(await refusal({ hooks: { "prompt.preprocess": {} } }, "export default { hooks: { 'prompt.preproces': () => {} } };")).toEqual({
      code: "HOOK_NOT_IMPLEMENTED",
      message: 'probe@1.0.0 declares hook "prompt.preprocess" and has no handler for it',
      hint: 'Did you mean "prompt.preproces"?',
    });
    expect(await refusal({ hooks: { "prompt.preprocess": {} } }, "export default {};")).toMatchObject({
      code: "HOOK_NOT_IMPLEMENTED",
      hint: 'Add a handler for "prompt.preprocess", or remove it from the manifest.',
    });
  });

  test("must agree: a handler needs its declared hook", async () => {
    const code = "export default { hooks: { 'prompt.preprocess': () => {}, 'tool.befor': () => {} } };";
    expect(await refusal({ hooks: { "prompt.preprocess": {} } }, code)).toEqual({
      code: "HOOK_NOT_DECLARED",
      message: 'probe@1.0.0 has a handler for hook "tool.befor" and does not declare it',
      hint: 'Add "tool.befor" to "hooks" in the manifest.',
    });
  });

  test("must agree: capabilities in both directions", async () => {
    const capabilities = { "code.format": { version: "1.0.0", description: "Formats code." } };
    expect(await refusal({ capabilities }, "export default { capabilities: { 'code.fromat': () => {} } };")).toEqual({
      code: "CAPABILITY_NOT_IMPLEMENTED",
      message: 'probe@1.0.0 declares capability "code.format" and has no handler for it',
      hint: 'Did you mean "code.fromat"?',
    });
    expect(await refusal({ capabilities }, "export default { capabilities: { 'code.format': () => {}, 'code.lint': () => {} } };")).toEqual(
      {
        code: "CAPABILITY_NOT_DECLARED",
        message: 'probe@1.0.0 has a handler for capability "code.lint" and does not declare it',
        hint: 'Add "code.lint" to "capabilities" in the manifest.',
      },
    );
  });

  test("suggest only what has no partner itself", async () => {
    const hooks = { "turn.start": {}, "turn.stop": {} };
    expect(await refusal({ hooks }, "export default { hooks: { 'turn.start': () => {} } };")).toMatchObject({
      code: "HOOK_NOT_IMPLEMENTED",
      message: 'probe@1.0.0 declares hook "turn.stop" and has no handler for it',
      hint: 'Add a handler for "turn.stop", or remove it from the manifest.',
    });
  });

  test("are held to what is the plugin's own, not to what every object has", async () => {
    expect(
      await refusal({ hooks: { "prompt.preprocess": {} } }, "export default { hooks: Object.create({ 'prompt.preprocess'() {} }) };"),
    ).toMatchObject({
      code: "HOOK_NOT_IMPLEMENTED",
    });
  });
});

describe("unloading", () => {
  function createLife(parts: Partial<Plugin> = {}): { readonly plugin: Plugin; readonly disposals: () => number } {
    let disposals = 0;
    const plugin = createPlugin("probe", {
      hooks: { "prompt.preprocess": () => undefined },
      dispose: () => void (disposals += 1),
      ...parts,
    });
    return { plugin, disposals: () => disposals };
  }

  test("disposes once, however often the runtime is closed", async () => {
    const { disposals, plugin } = createLife();
    const runtime = await loadTemporaryRuntime([plugin]);
    await emit(runtime);
    await Promise.all([runtime.close(), runtime.close()]);
    await runtime.close();
    expect(disposals()).toBe(1);
  });

  test("disposes nothing that was never active, or failed to be", async () => {
    for (const isCalled of [false, true]) {
      const { disposals, plugin } = createLife({
        activate() {
          throw new Error("no");
        },
      });
      const runtime = await loadTemporaryRuntime([plugin]);
      if (isCalled) await emit(runtime);
      await runtime.close();
      expect(disposals()).toBe(0);
    }
  });

  test("gives up an activation under way, and disposes what comes up after that", async () => {
    let finish: () => void = () => undefined;
    let signal: AbortSignal | undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const { disposals, plugin } = createLife({
      activate(ctx) {
        ({ signal } = ctx);
        begin();
        return new Promise((resolve) => (finish = resolve));
      },
    });
    const runtime = await loadTemporaryRuntime([plugin]);
    const failure = toFailure(runtime);
    await begun;
    await runtime.close();
    expect(await failure).toMatchObject({
      status: "error",
      code: "PLUGIN_DISPOSED",
      message: "probe@1.0.0 was called after it had been unloaded",
    });
    expect([signal?.aborted, disposals()]).toEqual([true, 0]);
    finish();
    await createFakeClock().advance(0);
    expect(disposals()).toBe(1);
  });

  test("disposes what comes up after its 10 seconds", async () => {
    const clock = createFakeClock();
    let finish: () => void = () => undefined;
    const { disposals, plugin } = createLife({ activate: () => new Promise((resolve) => (finish = resolve)) });
    const runtime = await loadTemporaryRuntime([plugin], { clock });
    const failure = toFailure(runtime);
    await clock.advance(10_000);
    expect((await failure).code).toBe("PLUGIN_ACTIVATION_TIMEOUT");
    finish();
    await clock.advance(0);
    expect(disposals()).toBe(1);
    await runtime.close();
    expect(disposals()).toBe(1);
  });

  test("calls no activate once the runtime is closed during the import", async () => {
    const { runtime } = await loadFolder({
      "index.mjs": `await new Promise((resolve) => (globalThis.finishImport = resolve));
        export default { activate() { globalThis.activated = true; }, hooks: { ${HANDLER} } };`,
    });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "finishImport"));
    const failure = toFailure(runtime);
    const clock = createFakeClock();
    while (Reflect.get(globalThis, "finishImport") === undefined) await clock.advance(0);
    await runtime.close();
    expect((await failure).code).toBe("PLUGIN_DISPOSED");
    (Reflect.get(globalThis, "finishImport") as () => void)();
    for (let turn = 0; turn < 5; turn += 1) await clock.advance(0);
    expect(Reflect.get(globalThis, "activated")).toBeUndefined();
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("busy");
      },
      "probe@1.0.0 failed in dispose: busy",
    ],
    ["rejects with nothing", () => Promise.reject(undefined), "probe@1.0.0 failed in dispose: undefined was thrown"],
  ])("ends well when dispose %s, and says so in the ledger", async (_, dispose: () => Promise<void>, message) => {
    const runtime = await loadTemporaryRuntime([createLife({ dispose }).plugin]);
    await emit(runtime);
    await runtime.close();
    expect(activations(runtime).at(-1)).toMatchObject({
      plugin: "probe@1.0.0",
      outcome: "error",
      code: "PLUGIN_DISPOSE_FAILED",
      message,
      hint: "Mend the plugin's `dispose`.",
    });
  });

  test("waits 5 seconds for a dispose that does not settle, and not for ever", async () => {
    const clock = createFakeClock();
    const runtime = await loadTemporaryRuntime([createLife({ dispose: () => new Promise(() => undefined) }).plugin], { clock });
    await emit(runtime);
    const closed = runtime.close();
    await clock.advance(5000);
    await closed;
    expect(activations(runtime).at(-1)).toMatchObject({
      code: "PLUGIN_DISPOSE_FAILED",
      message: "probe@1.0.0 failed in dispose: it was not done within 5000 ms",
    });
  });
});
