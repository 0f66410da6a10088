import { setImmediate } from "node:timers/promises";
import { inlinePlugins, type Plugin, type Runtime } from "@kodex/runtime";
import { expect, test, vi } from "vitest";
import { createPlugin, createTemporaryRuntime } from "./temporary-runtime.ts";

const boom = (): never => {
  throw new Error("boom");
};

/** A runtime whose host notes what it hears about plugins. */
async function createListening(
  plugins: readonly Plugin[],
): Promise<{ readonly runtime: Runtime; readonly heard: [string, string, string?][] }> {
  const heard: [string, string, string?][] = [];
  const runtime = await createTemporaryRuntime({ sources: [inlinePlugins(plugins)] });
  for (const hook of ["plugin.loaded", "plugin.failed", "plugin.unloaded"] as const)
    runtime.on(hook, ({ code, plugin }) => void heard.push(code === undefined ? [hook, plugin] : [hook, plugin, code]), { name: "ear" });
  return { runtime, heard };
}

test("each plugin that loads is announced once", async () => {
  const { heard, runtime } = await createListening([createPlugin("a"), createPlugin("b", { manifest: { activation: "eager" } })]);
  await runtime.load();
  await runtime.load();
  expect(heard).toEqual([
    ["plugin.loaded", "a@1.0.0"],
    ["plugin.loaded", "b@1.0.0"],
  ]);
});

test("a plugin that cannot load is announced as failed, with its code, and never as loaded", async () => {
  const { heard, runtime } = await createListening([
    createPlugin("alone", { manifest: { requires: { plugins: { friend: "*" } } } }),
    createPlugin("sick", { manifest: { activation: "eager" }, activate: boom }),
    createPlugin("nameless", { manifest: { version: "one" } }),
  ]);
  await runtime.load();
  expect(heard).toEqual([
    ["plugin.failed", "sick@1.0.0", "PLUGIN_ACTIVATION_FAILED"],
    ["plugin.failed", "alone@1.0.0", "REQUIREMENT_MISSING"],
    ["plugin.failed", "nameless", "VERSION_INVALID"],
  ]);
});

test("a plugin that fails at its first call is announced then", async () => {
  const sick = createPlugin("sick", { activate: boom, hooks: { "turn.start": () => undefined } });
  const { heard, runtime } = await createListening([sick]);
  await runtime.load();
  expect(heard).toEqual([["plugin.loaded", "sick@1.0.0"]]);
  await runtime.emit("turn.start", { turnId: "t" });
  await runtime.emit("turn.start", { turnId: "t" });
  expect(heard.slice(1)).toEqual([["plugin.failed", "sick@1.0.0", "PLUGIN_ACTIVATION_FAILED"]]);
});

test("a plugin that was left out on purpose is not announced", async () => {
  const heard: string[] = [];
  const runtime = await createTemporaryRuntime({
    sources: [inlinePlugins([createPlugin("off")])],
    config: { plugins: { off: { enabled: false } } },
  });
  for (const hook of ["plugin.loaded", "plugin.failed"] as const)
    runtime.on(hook, ({ plugin }) => void heard.push(plugin), { name: "ear" });
  await runtime.load();
  expect(heard).toEqual([]);
});

test("closing announces each plugin as unloaded once it is disposed, to the host alone", async () => {
  const calls: string[] = [];
  const witness = createPlugin("witness", {
    manifest: { activation: "eager" },
    hooks: { "plugin.unloaded": ({ plugin }) => void calls.push(`witness hears of ${plugin}`) },
    dispose: () => void calls.push("disposed"),
  });
  const { heard, runtime } = await createListening([witness]);
  await runtime.load();
  runtime.on("plugin.unloaded", ({ plugin }) => void calls.push(`host hears of ${plugin}`), { name: "late" });
  await runtime.close();
  expect(calls).toEqual(["disposed", "host hears of witness@1.0.0"]);
  expect(heard.at(-1)).toEqual(["plugin.unloaded", "witness@1.0.0"]);
});

test("plugins hear of one another's loading", async () => {
  const heard = vi.fn<(plugin: string) => void>();
  const { runtime } = await createListening([
    createPlugin("observer", { hooks: { "plugin.loaded": ({ plugin }) => heard(plugin) } }),
    createPlugin("observed"),
  ]);
  await runtime.load();
  // Observers are activated by what they observe, and nobody waits for them.
  await setImmediate();
  expect(heard.mock.calls.flat().sort()).toEqual(["observed@1.0.0", "observer@1.0.0"]);
});
