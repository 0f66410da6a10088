import { inlinePlugins, localPlugins, packagePlugins, type Runtime, type TrustGate } from "@kodex/runtime";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace } from "./temporary-runtime.ts";

const lint = createPlugin("lint", { manifest: { permissions: { env: ["CI"] } } });

const statuses = (runtime: Runtime) => runtime.list().map(({ code, name, status }) => [name, status, code]);

describe("a host handler of plugin.admit", () => {
  test("learns who wants to come in, from where, and for what", async () => {
    const payloads: unknown[] = [];
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])] });
    runtime.on("plugin.admit", (payload) => void payloads.push(payload), { name: "door" });
    await runtime.load();
    expect(payloads).toEqual([
      { plugin: "lint", version: "1.0.0", provenance: { origin: "inline", source: "inline", file: "" }, declared: ["env:CI"] },
    ]);
    expect(statuses(runtime)).toEqual([["lint", "loaded", undefined]]);
  });

  test("may refuse, and its reason is told", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint, createPlugin("other")])] });
    runtime.on("plugin.admit", ({ plugin }) => (plugin === "lint" ? { decision: "deny", reason: "not today" } : undefined), {
      name: "door",
    });
    await runtime.load();
    expect(statuses(runtime)).toEqual([
      ["lint", "skipped", "PLUGIN_UNTRUSTED"],
      ["other", "loaded", undefined],
    ]);
    expect(runtime.ledger.find(({ outcome }) => outcome === "skipped")).toMatchObject({
      plugin: "lint@1.0.0",
      stage: "admit",
      message: "lint@1.0.0 may not load: not today",
      hint: "Ask whoever runs this agent.",
    });
  });

  test.each<[string, () => never | Promise<never>, string]>([
    [
      "throws",
      () => {
        throw new Error("boom");
      },
      "lint@1.0.0 may not load: host:door failed and fails closed: boom",
    ],
    ["rejects", () => Promise.reject(new Error("boom")), "lint@1.0.0 may not load: host:door failed and fails closed: boom"],
    [
      "answers with nonsense",
      () => "yes" as never,
      'lint@1.0.0 may not load: host:door failed and fails closed: host:door answered "plugin.admit" with a result that does not fit: an object or nothing is expected, not "yes"',
    ],
  ])("keeps the plugin out when it %s", async (_, handler, message) => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])] });
    runtime.on("plugin.admit", handler, { name: "door" });
    await runtime.load();
    expect(statuses(runtime)).toEqual([["lint", "skipped", "PLUGIN_UNTRUSTED"]]);
    expect(runtime.list()[0]?.reason).toBe(message);
  });

  test("keeps the plugin out when it asks and nobody answers", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])] });
    runtime.on("plugin.admit", () => ({ decision: "ask", reason: "is it yours?" }), { name: "door" });
    await runtime.load();
    expect(runtime.list()[0]).toMatchObject({
      status: "skipped",
      code: "PLUGIN_UNTRUSTED",
      reason: "lint@1.0.0 may not load: host:door asks, and nobody is there to answer: is it yours?",
    });
  });

  test.each([
    ["allow", "loaded"],
    ["deny", "skipped"],
  ] as const)("asks, and %s is what counts", async (answer, status) => {
    const onAsk = vi.fn<() => typeof answer>(() => answer);
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])], onAsk });
    runtime.on("plugin.admit", () => ({ decision: "ask", reason: "is it yours?" }), { name: "door" });
    await runtime.load();
    expect(onAsk).toHaveBeenCalledTimes(1);
    expect(onAsk).toHaveBeenCalledWith(
      expect.objectContaining({ hook: "plugin.admit", reasons: [{ plugin: "host:door", reason: "is it yours?" }] }),
    );
    expect(runtime.list()[0]?.status).toBe(status);
  });

  test("is not asked about what the gate has refused, and cannot let it in", async () => {
    const handler = vi.fn<() => { decision: "allow" }>(() => ({ decision: "allow" }));
    const trust: TrustGate = { decide: () => ({ admit: false, code: "NO", reason: "it is unknown" }) };
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])], trust });
    runtime.on("plugin.admit", handler, { name: "door" });
    await runtime.load();
    expect(handler).not.toHaveBeenCalled();
    expect(runtime.list()[0]).toMatchObject({ status: "skipped", reason: "lint@1.0.0 may not load: it is unknown" });
  });

  test("can be taken away again", async () => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])] });
    const remove = runtime.on("plugin.admit", () => ({ decision: "deny", reason: "no" }), { name: "door" });
    remove();
    await runtime.load();
    expect(statuses(runtime)).toEqual([["lint", "loaded", undefined]]);
  });
});

test("no plugin may handle plugin.admit", async () => {
  const runtime = await createTemporaryRuntime({
    sources: [inlinePlugins([createPlugin("self", { manifest: { hooks: ["plugin.admit"] } })])],
  });
  await runtime.load();
  expect(runtime.diagnostics).toContainEqual(
    expect.objectContaining({
      code: "HOOK_HOST_ONLY",
      severity: "error",
      message: 'self@1.0.0 declares hook "plugin.admit", which only the host may handle',
    }),
  );
});

describe("a trust gate", () => {
  test.each<[string, TrustGate["decide"]]>([
    [
      "throws",
      () => {
        throw new Error("offline");
      },
    ],
    ["rejects", () => Promise.reject(new Error("offline"))],
    ["answers nothing", () => undefined as never],
    ["answers with a truth that is no decision", () => ({ admit: "yes" }) as never],
    ["leaves out what it grants", () => ({ admit: true, level: "workspace" }) as never],
  ])("keeps every plugin out when it %s", async (_, decide) => {
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([lint])], trust: { decide } });
    await runtime.load();
    expect(runtime.list()[0]).toMatchObject({ name: "lint", code: "TRUST_GATE_FAILED" });
    expect(runtime.list()[0]?.status).not.toBe("loaded");
  });

  test("refuses with a code of its own, which list, ledger, explain and doctor tell", async () => {
    const trust: TrustGate = { decide: () => ({ admit: false, code: "SIGNATURE_MISSING", reason: "it is not signed", hint: "Sign it." }) };
    const guard = createPlugin("guard", { hooks: { "tool.before": () => undefined } });
    const runtime = await createTemporaryRuntime({ sources: [inlinePlugins([guard])], trust });
    await runtime.load();
    const refusal = { code: "SIGNATURE_MISSING", message: "guard@1.0.0 may not load: it is not signed", hint: "Sign it." };
    expect(statuses(runtime)).toEqual([["guard", "skipped", "SIGNATURE_MISSING"]]);
    expect(runtime.ledger).toContainEqual(
      expect.objectContaining({ plugin: "guard@1.0.0", stage: "admit", outcome: "skipped", ...refusal }),
    );
    expect(runtime.explain("tool.before")).toMatchObject([{ plugin: "guard@1.0.0", willRun: false, code: "SIGNATURE_MISSING" }]);
    const { checks } = await runtime.doctor();
    expect(checks).toContainEqual(expect.objectContaining({ id: "plugin.guard", status: "warn", ...refusal }));
  });

  test("decides on the digest of a single file before it is imported", async () => {
    const { path } = createTemporaryWorkspace({ "plugins/side.mjs": "globalThis.wasImported = true;\nexport default {};\n" });
    const decide = vi.fn<TrustGate["decide"]>(() => ({ admit: false, code: "NO", reason: "never seen" }));
    const runtime = await createTemporaryRuntime({ cwd: path, sources: [localPlugins()], trust: { decide } });
    await runtime.load();
    expect(decide).toHaveBeenCalledTimes(1);
    expect(decide.mock.lastCall?.[0]).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string, declared: [] });
    expect(globalThis).not.toHaveProperty("wasImported");
    expect(runtime.list()[0]).toMatchObject({ status: "skipped", code: "NO" });
  });
});

describe("safe mode", () => {
  afterEach(() => vi.unstubAllEnvs());

  const createWorkspace = (): string =>
    createTemporaryWorkspace({
      "package.json": JSON.stringify({ dependencies: { third: "1.0.0" } }),
      "plugins/own/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "own", version: "1.0.0", main: "./index.mjs" }),
      "plugins/own/index.mjs": "export default {};\n",
      "node_modules/third/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "third", version: "1.0.0", main: "./index.mjs" }),
      "node_modules/third/index.mjs": "export default {};\n",
    }).path;
  const sources = [localPlugins(), packagePlugins()];

  test("leaves third-party plugins out and says so", async () => {
    const runtime = await createTemporaryRuntime({ cwd: createWorkspace(), sources, safeMode: true });
    await runtime.load();
    expect(statuses(runtime)).toEqual([
      ["own", "loaded", undefined],
      ["third", "skipped", "PLUGIN_SAFE_MODE"],
    ]);
    expect(runtime.diagnostics).toMatchObject([
      {
        severity: "warning",
        message: "third@1.0.0 is third-party, and safe mode is on",
        hint: "Start without `--safe-mode` and without KODEX_SAFE_MODE.",
      },
    ]);
  });

  test("is on when KODEX_SAFE_MODE is 1", async () => {
    vi.stubEnv("KODEX_SAFE_MODE", "1");
    const runtime = await createTemporaryRuntime({ cwd: createWorkspace(), sources });
    await runtime.load();
    expect(statuses(runtime)).toContainEqual(["third", "skipped", "PLUGIN_SAFE_MODE"]);
  });

  test.each(["0", "true", ""])("is off when KODEX_SAFE_MODE is %j", async (value) => {
    vi.stubEnv("KODEX_SAFE_MODE", value);
    const runtime = await createTemporaryRuntime({ cwd: createWorkspace(), sources });
    await runtime.load();
    expect(statuses(runtime)).toContainEqual(["third", "loaded", undefined]);
  });

  test("is what the option says, whatever KODEX_SAFE_MODE is", async () => {
    vi.stubEnv("KODEX_SAFE_MODE", "1");
    const runtime = await createTemporaryRuntime({ cwd: createWorkspace(), sources, safeMode: false });
    await runtime.load();
    expect(statuses(runtime)).toContainEqual(["third", "loaded", undefined]);
  });
});
