import { createRuntime, inlinePlugins, localPlugins, type Plugin, PluginLoadError, PluginValidationError } from "@kodex/runtime";
import { describe, expect, test, vi } from "vitest";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace, loadTemporaryRuntime } from "./temporary-runtime.ts";

const boom = (): never => {
  throw new Error("boom");
};

describe("a strict load rejects with the typed error of", () => {
  test.each<[string, readonly Plugin[], string, string]>([
    [
      "a second plugin of one name",
      [createPlugin("lint"), createPlugin("lint", { manifest: { version: "2.0.0" } })],
      "PLUGIN_DUPLICATE",
      "lint@2.0.0 at inline plugin 2 has the name of a plugin that is already there at inline plugin 1",
    ],
    [
      "another engine",
      [createPlugin("lint", { manifest: { engines: { kodex: "^9.0.0" } } })],
      "ENGINE_UNSUPPORTED",
      "lint@1.0.0 needs the plugin API ^9.0.0; this host has 1.0.0",
    ],
    [
      "another platform",
      [createPlugin("lint", { manifest: { platforms: [process.platform === "win32" ? "linux" : "win32"] } })],
      "PLATFORM_UNSUPPORTED",
      `lint@1.0.0 runs on ${process.platform === "win32" ? "linux" : "win32"}; this is ${process.platform}-${process.arch}`,
    ],
    [
      "a requirement that nothing meets",
      [createPlugin("lint", { manifest: { requires: { plugins: { parser: "^1.0.0" } } } })],
      "REQUIREMENT_MISSING",
      'lint@1.0.0 needs the plugin "parser" ^1.0.0, which nothing provides',
    ],
    [
      "a requirement in another version",
      [createPlugin("lint", { manifest: { requires: { plugins: { parser: "^2.0.0" } } } }), createPlugin("parser")],
      "REQUIREMENT_VERSION",
      'lint@1.0.0 needs the plugin "parser" ^2.0.0; there is 1.0.0',
    ],
    [
      "requirements that go in a circle",
      [
        createPlugin("egg", { manifest: { requires: { plugins: { hen: "*" } } } }),
        createPlugin("hen", { manifest: { requires: { plugins: { egg: "*" } } } }),
      ],
      "REQUIREMENT_CYCLE",
      "egg@1.0.0 needs itself: egg@1.0.0 → hen@1.0.0 → egg@1.0.0",
    ],
    [
      "a hook without a handler",
      [createPlugin("lint", { manifest: { hooks: ["turn.start"] } })],
      "HOOK_NOT_IMPLEMENTED",
      'lint@1.0.0 declares hook "turn.start" and has no handler for it',
    ],
    [
      "a handler without a hook",
      [createPlugin("lint", { manifest: { hooks: [] }, hooks: { "turn.start": () => undefined } })],
      "HOOK_NOT_DECLARED",
      'lint@1.0.0 has a handler for hook "turn.start" and does not declare it',
    ],
    [
      "a capability without a handler",
      [createPlugin("lint", { manifest: { capabilities: ["code.lint"] } })],
      "CAPABILITY_NOT_IMPLEMENTED",
      'lint@1.0.0 declares capability "code.lint" and has no handler for it',
    ],
    [
      "a handler without a capability",
      [createPlugin("lint", { capabilities: { "code.lint": () => undefined } })],
      "CAPABILITY_NOT_DECLARED",
      'lint@1.0.0 has a handler for capability "code.lint" and does not declare it',
    ],
    [
      "an activate that throws",
      [createPlugin("lint", { activate: boom })],
      "PLUGIN_ACTIVATION_FAILED",
      "lint@1.0.0 failed in activate: boom",
    ],
  ])("%s", async (_, plugins, code, message) => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins(plugins)], strict: true });
    const loading = runtime.load();
    await expect(loading).rejects.toThrow(PluginLoadError);
    await expect(loading).rejects.toMatchObject({ code, message });
  });

  test("settings that the plugin refuses", async () => {
    const schema = { type: "object", properties: { level: { type: "integer" } } };
    const runtime = await createTemporaryRuntime({
      sources: [inlinePlugins([createPlugin("lint", { manifest: { config: schema } })])],
      config: { plugins: { lint: { config: { level: "high" } } } },
      strict: true,
    });
    await expect(runtime.load()).rejects.toMatchObject({
      name: "PluginLoadError",
      code: "PLUGIN_CONFIG_INVALID",
      message: "lint@1.0.0 refuses its settings: /level must be integer",
      hint: 'Mend plugins."lint".config in kodex.json.',
    });
  });

  test("a manifest that is not valid, with all findings", async () => {
    const plugin = createPlugin("Lint", { manifest: { version: "one" } });
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([plugin])], strict: true });
    const error = await runtime.load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PluginValidationError);
    expect((error as PluginValidationError).diagnostics.map(({ code }) => code).sort()).toEqual(["NAME_INVALID", "VERSION_INVALID"]);
  });

  test("an isolation that is not to be had", async () => {
    const { path } = createTemporaryWorkspace({
      "plugins/lint/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "lint", version: "1.0.0", main: "./index.js" }),
    });
    const runtime = await createTemporaryRuntime({ cwd: path, sources: [localPlugins()], minimumIsolation: "process", strict: true });
    await expect(runtime.load()).rejects.toMatchObject({
      name: "PluginLoadError",
      code: "ISOLATION_UNAVAILABLE",
      message: 'lint@1.0.0 must run at isolation "process" or higher; there is "in-process"',
    });
  });

  test("a source that fails", async () => {
    const runtime = await createTemporaryRuntime({ sources: [{ name: "shop", discover: boom }], strict: true });
    await expect(runtime.load()).rejects.toMatchObject({
      name: "PluginLoadError",
      code: "SOURCE_FAILED",
      message: "the source shop failed: boom",
    });
  });

  test.each([
    ["a module that is not there", undefined, "PLUGIN_ENTRY_MISSING"],
    ["a module that cannot be parsed", "export default {", "PLUGIN_SYNTAX_ERROR"],
    ["a module that throws", "throw new Error('boom');", "PLUGIN_IMPORT_FAILED"],
    ["a module without a default export", "export const plugin = {};", "PLUGIN_EXPORT_INVALID"],
    [
      "a second manifest in the code",
      "export default { manifest: { manifestVersion: 1, name: 'lint', version: '1.0.0' } };",
      "PLUGIN_MANIFEST_TWICE",
    ],
  ])("%s", async (_, code, expected) => {
    const { path, write } = createTemporaryWorkspace({
      "plugins/lint/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "lint", version: "1.0.0", main: "./index.mjs" }),
    });
    if (code !== undefined) write("plugins/lint/index.mjs", code);
    const runtime = await createTemporaryRuntime({ cwd: path, sources: [localPlugins()], strict: true });
    const loading = runtime.load();
    await expect(loading).rejects.toThrow(PluginLoadError);
    await expect(loading).rejects.toMatchObject({ code: expected, plugin: "lint@1.0.0" });
  });
});

test("a strict load throws the first problem in the order of the sources", async () => {
  const runtime = await createTemporaryRuntime({
    sources: [inlinePlugins([createPlugin("ok"), createPlugin("first", { activate: boom }), createPlugin("second", { activate: boom })])],
    strict: true,
  });
  await expect(runtime.load()).rejects.toMatchObject({ plugin: "first@1.0.0" });
});

test("a strict load that fails disposes what it has activated", async () => {
  const dispose = vi.fn<() => void>();
  const runtime = await createTemporaryRuntime({
    sources: [inlinePlugins([createPlugin("fine", { dispose }), createPlugin("sick", { activate: boom })])],
    strict: true,
  });
  await expect(runtime.load()).rejects.toMatchObject({ code: "PLUGIN_ACTIVATION_FAILED" });
  expect(dispose).toHaveBeenCalledTimes(1);
});

test("a strict load lets through what was left out on purpose", async () => {
  const runtime = await createTemporaryRuntime({
    sources: [inlinePlugins([createPlugin("off"), createPlugin("on")])],
    config: { plugins: { off: { enabled: false } } },
    strict: true,
  });
  await runtime.load();
  expect(runtime.list().map(({ code, name, status }) => [name, status, code])).toEqual([
    ["off", "skipped", "PLUGIN_DISABLED"],
    ["on", "loaded", undefined],
  ]);
});

test("strict comes from the configuration where the option is not given", async () => {
  const sources = [inlinePlugins([createPlugin("sick", { activate: boom })])];
  const strict = await createTemporaryRuntime({ sources, config: { strict: true } });
  await expect(strict.load()).rejects.toMatchObject({ code: "PLUGIN_ACTIVATION_FAILED" });
  const lenient = await createTemporaryRuntime({ sources, config: { strict: true }, strict: false });
  await expect(lenient.load()).resolves.toBeUndefined();
});

test("without strict, everything that can load loads, and each problem is a diagnostic", async () => {
  const runtime = await loadTemporaryRuntime([
    createPlugin("good", { hooks: { "prompt.preprocess": ({ text }) => ({ text: `${text}!` }) } }),
    createPlugin("bad", { manifest: { version: "one" } }),
    createPlugin("alone", { manifest: { requires: { plugins: { friend: "*" } } } }),
  ]);
  await expect(runtime.emit("prompt.preprocess", { text: "hi" })).resolves.toMatchObject({ payload: { text: "hi!" } });
  expect(runtime.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ["VERSION_INVALID", "error"],
    ["REQUIREMENT_MISSING", "error"],
  ]);
});

test("one broken plugin among a thousand costs only itself", async () => {
  const plugins = Array.from({ length: 1000 }, (_, place) =>
    createPlugin(`p${place}`, { hooks: { "tool.before": () => ({ decision: "allow", reason: `p${place}` }) } }),
  );
  plugins[499] = createPlugin("p499", { activate: boom, hooks: { "tool.before": () => ({ decision: "allow" }) } });
  const runtime = await createTemporaryRuntime({ sources: [inlinePlugins(plugins)] });
  await runtime.load();
  expect(runtime.list()).toHaveLength(1000);
  const report = await runtime.emit("tool.before", { tool: "read", callId: "1", input: {} });
  const failed = report.handlers.filter(({ status }) => status !== "ok");
  // A gate whose plugin cannot come up fails closed.
  expect(failed[0]).toMatchObject({ plugin: "p499@1.0.0", status: "error", code: "PLUGIN_ACTIVATION_FAILED" });
  expect(report.decision).toBe("deny");
  const { summary } = await runtime.doctor();
  expect(summary).toMatchObject({ plugins: 1000, loaded: 999, failed: 1 });
  expect(runtime.ledger.filter(({ outcome }) => outcome === "error").map(({ plugin }) => plugin)).toEqual(["p499@1.0.0"]);
});

test("the first strict error of a thousand plugins is the broken one's", async () => {
  const plugins = Array.from({ length: 1000 }, (_, place) => createPlugin(`p${place}`, place === 499 ? { activate: boom } : {}));
  const runtime = await createRuntime({
    stateDirectory: createTemporaryWorkspace().path,
    sources: [inlinePlugins(plugins)],
    strict: true,
  });
  await expect(runtime.load()).rejects.toMatchObject({ code: "PLUGIN_ACTIVATION_FAILED", plugin: "p499@1.0.0" });
  await runtime.close();
});
