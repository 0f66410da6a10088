import { inlinePlugins, localPlugins, type Runtime } from "@kodex/runtime";
import { describe, expect, test, vi } from "vitest";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace, loadTemporaryRuntime } from "../temporary-runtime.ts";
import { loadFixture } from "./fixture.ts";

const hooks = { "tool.before": () => undefined };
const boom = (): never => {
  throw new Error("boom");
};

/** Entries as [plugin, position or code, reason]. */
const toRows = (entries: ReturnType<Runtime["explain"]>) =>
  entries.map(({ code, plugin, position, reason, willRun }) => [plugin, willRun ? position : code, reason]);

test("says who runs, in which place and why", async () => {
  const runtime = await loadTemporaryRuntime([
    createPlugin("late", { manifest: { hooks: { "tool.before": { priority: -1 } } }, hooks }),
    createPlugin("early", { manifest: { hooks: { "tool.before": { before: ["late"], match: { tool: "write_*" } } } }, hooks }),
  ]);
  runtime.on("tool.before", () => undefined, { name: "agent", priority: 3 });
  expect(toRows(runtime.explain("tool.before"))).toEqual([
    ["host:agent", 1, 'tier "host", priority 3'],
    ["early@1.0.0", 2, 'tier "project", before "late" (manifest), priority 0, only when the payload matches {"tool":["write_*"]}'],
    ["late@1.0.0", 3, 'tier "project", priority -1'],
  ]);
});

test("counts places without those that the payload does not select", async () => {
  const runtime = await loadTemporaryRuntime([
    createPlugin("a", { manifest: { hooks: { "tool.before": { match: { tool: "write_*" } } } }, hooks }),
    createPlugin("b", { hooks }),
  ]);
  expect(toRows(runtime.explain("tool.before", { tool: "read", callId: "1", input: {} }))).toEqual([
    ["b@1.0.0", 1, 'tier "project", priority 0'],
    ["a@1.0.0", "MATCH_EXCLUDED", 'the payload does not match {"tool":["write_*"]}'],
  ]);
});

test("names each reason for which a plugin that declares the hook takes no part", async () => {
  const { path } = createTemporaryWorkspace();
  const runtime = await createTemporaryRuntime({
    cwd: path,
    sources: [
      inlinePlugins([
        createPlugin("alone", { manifest: { requires: { plugins: { friend: "*" } } }, hooks }),
        createPlugin("off", { hooks }),
        createPlugin("old", { manifest: { engines: { kodex: "^9.0.0" } }, hooks }),
        createPlugin("part", { hooks }),
        createPlugin("sick", { activate: boom, manifest: { activation: "eager" }, hooks }),
        createPlugin("stranger", { hooks }),
        createPlugin("twin", { hooks }),
        createPlugin("twin", { manifest: { description: "a copy" }, hooks }),
      ]),
    ],
    config: { plugins: { off: { enabled: false }, part: { hooks: { "tool.before": { enabled: false } } } } },
    trust: {
      decide: ({ manifest }) =>
        manifest?.name === "stranger"
          ? { admit: false, code: "NO", reason: "nobody knows it" }
          : { admit: true, level: "workspace", grants: "declared" },
    },
  });
  await runtime.load();
  expect(toRows(runtime.explain("tool.before"))).toEqual([
    ["twin@1.0.0", 1, 'tier "project", priority 0'],
    ["alone@1.0.0", "REQUIREMENT_MISSING", 'alone@1.0.0 needs the plugin "friend" *, which nothing provides'],
    ["off@1.0.0", "PLUGIN_DISABLED", "off@1.0.0 is disabled in the configuration"],
    ["old@1.0.0", "ENGINE_UNSUPPORTED", "old@1.0.0 needs the plugin API ^9.0.0; this host has 1.0.0"],
    ["part@1.0.0", "HOOK_DISABLED", '"tool.before" of part@1.0.0 is disabled in the configuration'],
    ["sick@1.0.0", "PLUGIN_ACTIVATION_FAILED", "sick@1.0.0 failed in activate: boom"],
    ["stranger@1.0.0", "NO", "stranger@1.0.0 may not load: nobody knows it"],
    ["twin@1.0.0", "PLUGIN_DUPLICATE", "twin@1.0.0 at inline plugin 8 has the name of a plugin that is already there at inline plugin 7"],
  ]);
});

test("does not leave out a plugin whose manifest cannot be read: it might be the one that is looked for", async () => {
  const { runtime, workspace } = await loadFixture("invalid-json");
  expect(runtime.explain("tool.before")).toEqual([
    {
      plugin: `${workspace}/plugins/lint/kodex.plugin.json`,
      willRun: false,
      code: "JSON_INVALID",
      reason: expect.stringContaining('whether it handles "tool.before" is not known: not valid JSON') as string,
    },
  ]);
});

test("tells what a plugin's first failure has shown", async () => {
  const runtime = await loadTemporaryRuntime([createPlugin("sick", { activate: boom, hooks })]);
  expect(runtime.explain("tool.before")).toMatchObject([{ willRun: true, position: 1 }]);
  await runtime.emit("tool.before", { tool: "read", callId: "1", input: {} });
  expect(runtime.explain("tool.before")).toMatchObject([{ willRun: false, code: "PLUGIN_ACTIVATION_FAILED" }]);
});

test("runs no plugin code", async () => {
  const ran = vi.fn<() => void>();
  const runtime = await loadTemporaryRuntime([createPlugin("lint", { activate: ran, hooks: { "tool.before": () => ran() } })]);
  expect(runtime.explain("tool.before", { tool: "read", callId: "1", input: {} })).toHaveLength(1);
  expect(ran).not.toHaveBeenCalled();
});

test("is the same in whatever order plugins with one name each are found", async () => {
  const plugins = ["c", "a", "b"].map((name) => createPlugin(name, { hooks }));
  const explanations = await Promise.all(
    [plugins, plugins.toReversed()].map(async (order) => (await loadTemporaryRuntime(order)).explain("tool.before")),
  );
  expect(explanations[0]?.map(({ plugin }) => plugin)).toEqual(["a@1.0.0", "b@1.0.0", "c@1.0.0"]);
  expect(explanations[1]).toEqual(explanations[0]);
});

test("refuses a hook that does not exist, with the one that was meant", async () => {
  const runtime = await loadTemporaryRuntime([]);
  expect(() => runtime.explain("tool.befor" as never)).toThrow(
    expect.objectContaining({ code: "HOOK_UNKNOWN", message: 'the hook "tool.befor" does not exist', hint: 'Did you mean "tool.before"?' }),
  );
});

describe("asked about one plugin, it", () => {
  const load = () =>
    loadTemporaryRuntime([
      createPlugin("@acme/lint", { hooks }),
      createPlugin("first", { manifest: { hooks: { "tool.before": { priority: 9 } } }, hooks }),
      createPlugin("idle"),
    ]);

  test.each(["@acme/lint", "@acme/lint@1.0.0"])("knows it as %s, and keeps its place", async (plugin) => {
    const runtime = await load();
    expect(toRows(runtime.explain("tool.before", undefined, { plugin }))).toEqual([["@acme/lint@1.0.0", 2, 'tier "project", priority 0']]);
  });

  test("says that it does not declare the hook", async () => {
    const runtime = await load();
    expect(runtime.explain("tool.before", undefined, { plugin: "idle" })).toEqual([
      { plugin: "idle@1.0.0", willRun: false, code: "HOOK_NOT_HANDLED", reason: 'idle@1.0.0 does not declare "tool.before"' },
    ]);
  });

  test("has nothing to say about one that nobody has seen", async () => {
    const runtime = await load();
    expect(runtime.explain("tool.before", undefined, { plugin: "ghost" })).toEqual([]);
  });

  test("finds a host handler", async () => {
    const runtime = await load();
    runtime.on("tool.before", () => undefined, { name: "agent" });
    expect(runtime.explain("tool.before", undefined, { plugin: "host:agent" })).toMatchObject([{ plugin: "host:agent", position: 1 }]);
  });

  test.each(["lint", "kodex.plugin"])("knows one without a readable manifest by %s on its path", async (plugin) => {
    const { runtime } = await loadFixture("invalid-json");
    expect(runtime.explain("tool.before", undefined, { plugin })).toMatchObject([{ code: "JSON_INVALID" }]);
  });

  test("knows one whose manifest is not valid by the name in it", async () => {
    const { path } = createTemporaryWorkspace({
      "plugins/folder/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "lint", version: "one", main: "./index.mjs" }),
    });
    const runtime = await createTemporaryRuntime({ cwd: path, sources: [localPlugins()] });
    await runtime.load();
    expect(runtime.explain("tool.before", undefined, { plugin: "lint" })).toMatchObject([{ code: "VERSION_INVALID", willRun: false }]);
  });
});
