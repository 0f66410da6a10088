import { setImmediate } from "node:timers/promises";
import { packagePlugins } from "@kodex/runtime";
import { createFakeClock } from "@kodex/runtime/testing";
import { describe, expect, test } from "vitest";
import { examine } from "../../src/observation/doctor.ts";
import type { Patient } from "../../src/observation/patient.ts";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace, loadTemporaryRuntime } from "../temporary-runtime.ts";
import { FINDINGS } from "./findings.ts";
import { FIXTURES, loadFixture } from "./fixture.ts";

describe("the doctor finds and names", () => {
  test.each(FIXTURES)("%s", async (name) => {
    const { runtime, workspace } = await loadFixture(name);
    const report = await runtime.doctor();
    const shorten = (text: string | undefined): string | undefined => text?.replaceAll(workspace, "$here");
    const found = report.checks.filter(({ status }) => status !== "pass");
    const expected = FINDINGS[name] ?? [];
    expect(found.map(({ code, hint, id, message, status }) => [shorten(id), status, code, shorten(message), shorten(hint)])).toEqual(
      expected,
    );
    expect(report.healthy).toBe(!expected.some(([, status]) => status === "fail"));
    expect(report.summary).toMatchObject({
      fail: expected.filter(([, status]) => status === "fail").length,
      warn: expected.filter(([, status]) => status === "warn").length,
      pass: report.checks.length - expected.length,
    });
    // Whatever is about one plugin's manifest says where it is.
    for (const { file, id } of found) if (/^(?:plugin|manifest)\./.test(id)) expect(file).toContain(`${workspace}/`);
  });

  test("and has an expectation for every fixture", () => {
    expect(Object.keys(FINDINGS).sort()).toEqual(FIXTURES);
  });
});

/** Somebody with nothing wrong. */
const HEALTHY: Patient = {
  nodeVersion: "v20.19.0",
  config: {},
  stateDirectory: "/state",
  maxTimeoutMs: 60_000,
  indexProblem: undefined,
  missingFolders: [],
  records: [],
  ledger: [],
  hooks: [],
  schemaProblems: [],
  late: [],
  blocked: [],
};

test("a runtime without plugins is healthy", () => {
  expect(examine(HEALTHY)).toEqual({
    healthy: true,
    checks: [{ id: "node.version", status: "pass", message: "Node v20.19.0 is supported" }],
    ledger: [],
    summary: { plugins: 0, loaded: 0, skipped: 0, failed: 0, pass: 1, warn: 0, fail: 0 },
  });
});

test.each(["v18.20.4", "v20.18.3"])("Node %s is below the floor", (nodeVersion) => {
  expect(examine({ ...HEALTHY, nodeVersion })).toMatchObject({
    healthy: false,
    checks: [
      {
        id: "node.version",
        status: "fail",
        code: "NODE_UNSUPPORTED",
        message: `Node ${nodeVersion} is older than 20.19, the oldest that is supported`,
        hint: "Install Node 20.19 or later.",
      },
    ],
  });
});

test.each(["v22.0.0", "v24.9.0", "v26.10.0", "v27.0.0-nightly"])("Node %s is new enough", (nodeVersion) => {
  expect(examine({ ...HEALTHY, nodeVersion }).healthy).toBe(true);
});

test("two findings at one place have ids of their own, the same at each visit", () => {
  const problem = { plugin: "lint@1.0.0", key: "config", part: "its settings", reason: "it is odd" };
  const { checks } = examine({ ...HEALTHY, schemaProblems: [problem, problem] });
  expect(checks.map(({ id }) => id)).toEqual(["node.version", "schema.lint@1.0.0.config", "schema.lint@1.0.0.config#2"]);
});

test("an answer that comes too late is counted and named", async () => {
  const clock = createFakeClock();
  const answers: (() => void)[] = [];
  const slow = createPlugin("slow", {
    manifest: { hooks: { "turn.start": { timeoutMs: 1000 } } },
    hooks: { "turn.start": () => new Promise<void>((resolve) => void answers.push(resolve)) },
  });
  const runtime = await loadTemporaryRuntime([slow], { clock });
  for (let call = 1; call <= 2; call += 1) {
    const emitted = runtime.emit("turn.start", { turnId: "t" });
    // The first emit loads the checks of results before it calls anybody.
    while (answers.length < call) await setImmediate();
    await clock.advance(1001);
    await emitted;
    answers.at(-1)?.();
    await setImmediate();
  }
  const { checks, healthy } = await runtime.doctor();
  expect(healthy).toBe(true);
  expect(checks).toContainEqual({
    id: "late.slow@1.0.0.turn.start",
    status: "warn",
    code: "HANDLER_LATE",
    message: 'slow@1.0.0 answered "turn.start" after its deadline 2 times',
    hint: 'Raise "timeoutMs" of "turn.start", or let the handler heed ctx.signal.',
    plugin: "slow@1.0.0",
  });
});

test("synchronous handlers that let nothing else run are named", async () => {
  const clock = createFakeClock();
  let busyMs = 0;
  const work = (name: string, ms: number) =>
    createPlugin(name, {
      manifest: { activation: "eager", hooks: { "turn.start": { timeoutMs: 1000 } } },
      hooks: { "turn.start": () => void (busyMs += ms) },
    });
  const load = (...plugins: Parameters<typeof loadTemporaryRuntime>[0]) =>
    loadTemporaryRuntime(plugins, { clock: { ...clock, now: () => clock.now() + busyMs } });
  const alone = await load(work("busy", 3000));
  for (let call = 1; call <= 2; call += 1) await alone.emit("turn.start", { turnId: "t" });
  const { checks, healthy } = await alone.doctor();
  expect(healthy).toBe(true);
  expect(checks).toContainEqual({
    id: "blocked.busy@1.0.0.turn.start",
    status: "warn",
    code: "EVENT_LOOP_BLOCKED",
    message: 'busy@1.0.0 let nothing else run for up to 3000 ms in "turn.start", 2 times',
    hint: 'Let the handler of "turn.start" await its work, or do it in a process of its own.',
    plugin: "busy@1.0.0",
  });
  const together = await load(work("busy", 3000), work("idle", 0));
  await together.emit("turn.start", { turnId: "t" });
  expect((await together.doctor()).checks).toContainEqual({
    id: "blocked.busy@1.0.0+idle@1.0.0.turn.start",
    status: "warn",
    code: "EVENT_LOOP_BLOCKED",
    message: 'one of busy@1.0.0, idle@1.0.0 let nothing else run for up to 3000 ms in "turn.start", once',
    hint: "Run `kodex emit turn.start --trace` to see which of them it was.",
  });
});

test("an index that cannot be written costs time and no plugin", async () => {
  const { path, write } = createTemporaryWorkspace();
  const inTheWay = write("state", "a file where a folder should be");
  const runtime = await createTemporaryRuntime({ cwd: path, stateDirectory: inTheWay });
  await runtime.load();
  const { checks, healthy } = await runtime.doctor();
  expect(healthy).toBe(true);
  const finding = checks.find(({ id }) => id === "runtime.index");
  expect(finding).toMatchObject({
    status: "warn",
    code: "INDEX_NOT_SAVED",
    hint: `Make ${inTheWay} a folder that can be written, or name another with KODEX_HOME.`,
  });
  expect(finding?.message).toMatch(/^the index of manifests cannot be written: /);
});

test("a host that was set in seconds is told so", async () => {
  const runtime = await loadTemporaryRuntime([], { maxTimeoutMs: 60 });
  const { checks } = await runtime.doctor();
  expect(checks).toContainEqual({
    id: "runtime.timeout",
    status: "warn",
    code: "TIMEOUT_SUSPICIOUS",
    message: "the host cuts every plugin's deadline to 60 ms",
    hint: 'Write 60000 for "maxTimeoutMs" if seconds were meant.',
  });
});

test("a third party may order itself against plugins that are not installed here", async () => {
  const { path } = createTemporaryWorkspace({
    "package.json": JSON.stringify({ dependencies: { third: "1.0.0" } }),
    "node_modules/third/kodex.plugin.json": JSON.stringify({
      manifestVersion: 1,
      name: "third",
      version: "1.0.0",
      main: "./index.mjs",
      hooks: { "turn.start": { after: ["somebody-else"] } },
    }),
    "node_modules/third/index.mjs": 'export default { hooks: { "turn.start": () => undefined } };\n',
  });
  const runtime = await createTemporaryRuntime({ cwd: path, sources: [packagePlugins()] });
  await runtime.load();
  const { checks } = await runtime.doctor();
  expect(checks.map(({ code, id }) => [id, code])).toEqual([
    ["node.version", undefined],
    ["plugin.third", undefined],
    ["isolation.third", "ISOLATION_NONE"],
  ]);
});

test("a package that comes with the embedder is none of a third party", async () => {
  const { runtime } = await loadFixture("third-party", {
    sources: [packagePlugins({ tier: "builtin" })],
    trust: { decide: () => ({ admit: true, level: "builtin", grants: "declared" }) },
  });
  const { checks } = await runtime.doctor();
  expect(checks.map(({ id, status }) => [id, status])).toEqual([
    ["node.version", "pass"],
    ["plugin.third", "pass"],
  ]);
});

test("a plugin that works is said to work", async () => {
  const { runtime, workspace } = await loadFixture("healthy");
  const { checks } = await runtime.doctor();
  expect(checks).toContainEqual({
    id: "plugin.lint",
    status: "pass",
    plugin: "lint@1.0.0",
    file: `${workspace}/plugins/lint/kodex.plugin.json`,
    message: "lint@1.0.0 works: 1 hook, 0 capabilities",
  });
});

test("carries the ledger, in which every plugin was activated", async () => {
  const { runtime } = await loadFixture("healthy");
  expect(runtime.ledger.some(({ stage }) => stage === "activate")).toBe(false);
  const { ledger } = await runtime.doctor();
  expect(ledger).toEqual(runtime.ledger);
  expect(ledger.at(-1)).toMatchObject({ plugin: "lint@1.0.0", stage: "activate", outcome: "loaded" });
});

test("a second visit finds the same", async () => {
  const { runtime } = await loadFixture("invalid-manifest");
  const first = await runtime.doctor();
  expect((await runtime.doctor()).checks).toEqual(first.checks);
});
