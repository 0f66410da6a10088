import { createRuntime, defineHooks, type KodexError, type RuntimeOptions, RuntimeStateError } from "@kodex/runtime";
import { expect, test } from "vitest";
import { createTemporaryWorkspace } from "./temporary-runtime.ts";

const backend = { level: "worker", host: () => undefined } as never;

test.each<[string, object, string]>([
  ["a working folder that is no text", { cwd: 3 }, 'the option "cwd" must be a path'],
  ["an empty state directory", { stateDirectory: "" }, 'the option "stateDirectory" must be a path'],
  ["sources that are no list", { sources: {} }, 'the option "sources" must be a list'],
  ["a source that cannot discover", { sources: [{ name: "x" }] }, 'the option "sources" holds no source at place 1'],
  ["a source that is nothing", { sources: [null] }, 'the option "sources" holds no source at place 1'],
  ["an onAsk that cannot be called", { onAsk: "deny" }, 'the option "onAsk" must be a function'],
  ["an onLog that cannot be called", { onLog: console }, 'the option "onLog" must be a function'],
  ["no time at all", { maxTimeoutMs: 0 }, 'the option "maxTimeoutMs" is 0, and must be more than 0'],
  ["a time that is no number", { maxTimeoutMs: Number.NaN }, 'the option "maxTimeoutMs" is NaN, and must be more than 0'],
  [
    "a minimum that is no level",
    { minimumIsolation: "conatiner" },
    'the option "minimumIsolation" is "conatiner", and must be one of in-process, worker, process, os, container',
  ],
  [
    "a backend for a level that does not exist",
    { isolation: [{ level: "vm" }] },
    'the option "isolation" has a backend for "vm", which is no level',
  ],
  [
    "two backends for one level",
    { isolation: [backend, backend] },
    'the option "isolation" has two backends for one level: worker, worker',
  ],
  [
    "an event that the vocabulary has already",
    { hooks: defineHooks({ "tool.before": { kinds: ["observe"] } }) },
    'the option "hooks" declares "tool.before", which is a hook of the vocabulary',
  ],
  [
    "a configuration with an unknown key",
    { config: { plugin: {} } },
    'the option "config" is not valid: the configuration has the key "plugin", which does not exist',
  ],
])("refuses %s", async (_, options, message) => {
  const refused = createRuntime(options as RuntimeOptions);
  await expect(refused).rejects.toThrow(RuntimeStateError);
  await expect(refused).rejects.toMatchObject({ code: "OPTION_INVALID", message });
  await expect(refused).rejects.toSatisfy((error: KodexError) => error.hint?.startsWith("Mend ") === true);
});

test("refuses a host handler that cannot be called", async () => {
  const runtime = await createRuntime({ stateDirectory: createTemporaryWorkspace().path, sources: [] });
  expect(() => runtime.on("turn.start", undefined as never, { name: "agent" })).toThrow(
    expect.objectContaining({ code: "OPTION_INVALID", message: 'the option "handler" must be a function' }),
  );
  await runtime.close();
});

test("needs no option: looks for plugins in ./plugins and the packages of the working folder", async () => {
  const { path } = createTemporaryWorkspace({
    "package.json": JSON.stringify({ dependencies: { installed: "1.0.0" } }),
    "plugins/local/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "local", version: "1.0.0", main: "./index.js" }),
    "node_modules/installed/kodex.plugin.json": JSON.stringify({
      manifestVersion: 1,
      name: "installed",
      version: "1.0.0",
      main: "./index.js",
    }),
  });
  const runtime = await createRuntime({ cwd: path, stateDirectory: `${path}/.state` });
  await runtime.load();
  expect(runtime.list().map(({ name, origin }) => [name, origin])).toEqual([
    ["local", "local"],
    ["installed", "package"],
  ]);
  await runtime.close();
});

test("looks where the configuration says when no sources are given", async () => {
  const { path } = createTemporaryWorkspace({
    "package.json": JSON.stringify({ dependencies: { installed: "1.0.0" } }),
    "tools/local/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "local", version: "1.0.0", main: "./index.js" }),
  });
  const runtime = await createRuntime({
    cwd: path,
    stateDirectory: `${path}/.state`,
    config: { sources: { local: ["./tools"], packages: false } },
  });
  await runtime.load();
  expect(runtime.list().map(({ name }) => name)).toEqual(["local"]);
  await runtime.close();
});

test("reads nothing before load", async () => {
  const runtime = await createRuntime({
    stateDirectory: createTemporaryWorkspace().path,
    sources: [
      {
        name: "never",
        discover() {
          throw new Error("was asked");
        },
      },
    ],
  });
  expect(runtime.ledger).toEqual([]);
  await runtime.close();
});
