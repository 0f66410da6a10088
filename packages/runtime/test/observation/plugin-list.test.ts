import { inlinePlugins } from "@kodex/runtime";
import { expect, test } from "vitest";
import { createPlugin, createTemporaryRuntime, loadTemporaryRuntime } from "../temporary-runtime.ts";
import { loadFixture } from "./fixture.ts";

test("lists what a plugin is, where it comes from and how it runs", async () => {
  const { runtime, workspace } = await loadFixture("third-party");
  expect(runtime.list()).toEqual([
    {
      name: "third",
      version: "1.0.0",
      status: "loaded",
      origin: "package",
      file: `${workspace}/node_modules/third/kodex.plugin.json`,
      isolation: "in-process",
      trust: "installed",
      hooks: [],
      capabilities: [],
    },
  ]);
});

test("lists hooks and capabilities by name", async () => {
  const runtime = await loadTemporaryRuntime([
    createPlugin("lint", {
      manifest: { capabilities: ["code.lint", "code.fix"] },
      hooks: { "turn.start": () => undefined, "tool.before": () => undefined },
      capabilities: { "code.lint": () => undefined, "code.fix": () => undefined },
    }),
  ]);
  expect(runtime.list()).toMatchObject([{ hooks: ["tool.before", "turn.start"], capabilities: ["code.fix", "code.lint"] }]);
});

test("lists a plugin without a readable manifest by its place, with the reason", async () => {
  const { runtime, workspace } = await loadFixture("invalid-json");
  expect(runtime.list()).toMatchObject([
    { name: `${workspace}/plugins/lint/kodex.plugin.json`, version: "", status: "error", code: "JSON_INVALID", trust: "none" },
  ]);
});

test("keeps the order of the sources, whatever became of the plugins", async () => {
  const runtime = await createTemporaryRuntime({
    sources: [inlinePlugins([createPlugin("z"), createPlugin("m", { manifest: { version: "one" } })]), inlinePlugins([createPlugin("a")])],
  });
  await runtime.load();
  expect(runtime.list().map(({ name, status }) => [name, status])).toEqual([
    ["z", "loaded"],
    ["m", "error"],
    ["a", "loaded"],
  ]);
});

test("a failed activation shows in the list and among the diagnostics", async () => {
  const sick = createPlugin("sick", {
    activate() {
      throw new Error("boom");
    },
    hooks: { "turn.start": () => undefined },
  });
  const runtime = await loadTemporaryRuntime([sick]);
  expect(runtime.list()).toMatchObject([{ status: "loaded" }]);
  expect(runtime.diagnostics).toEqual([]);
  await runtime.emit("turn.start", { turnId: "t" });
  expect(runtime.list()).toMatchObject([
    { status: "error", code: "PLUGIN_ACTIVATION_FAILED", reason: "sick@1.0.0 failed in activate: boom" },
  ]);
  expect(runtime.diagnostics).toEqual([
    {
      severity: "error",
      code: "PLUGIN_ACTIVATION_FAILED",
      message: "sick@1.0.0 failed in activate: boom",
      hint: "Mend the plugin's `activate`.",
      plugin: "sick@1.0.0",
    },
  ]);
});

test("all findings of an invalid manifest are among the diagnostics, with their place", async () => {
  const { runtime, workspace } = await loadFixture("invalid-manifest");
  const errors = runtime.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code, line }) => [code, line])).toEqual([
    ["VERSION_INVALID", 4],
    ["SCHEMA_KEY_UNKNOWN", 8],
  ]);
  for (const { file } of errors) expect(file).toBe(`${workspace}/plugins/lint/kodex.plugin.json`);
});
