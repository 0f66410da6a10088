import { inlinePlugins, localPlugins } from "@kodex/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLedger } from "../../src/observation/ledger.ts";
import { createPlugin, createTemporaryRuntime, createTemporaryWorkspace, loadTemporaryRuntime } from "../temporary-runtime.ts";

const entry = { plugin: "lint@1.0.0", stage: "admit", outcome: "loaded", message: "admitted", durationMs: 1 } as const;
const boom = (): never => {
  throw new Error("boom");
};

test("keeps entries in the order of their recording", () => {
  const ledger = createLedger();
  ledger.record(entry);
  ledger.record({ ...entry, stage: "host" });
  expect(ledger.entries.map(({ stage }) => stage)).toEqual(["admit", "host"]);
});

test("what was read does not change by what is recorded later, nor by its reader or writer", () => {
  const ledger = createLedger();
  const written = { ...entry };
  ledger.record(written);
  const before = ledger.entries;
  Object.assign(written, { message: "changed" });
  ledger.record(entry);
  expect(before).toEqual([entry]);
  expect(ledger.entries).toHaveLength(2);
  expect(() => Object.assign(before[0] as object, { message: "changed" })).toThrow(TypeError);
  expect(() => (before as unknown[]).push(entry)).toThrow(TypeError);
});

test("gives the same list until something is recorded", () => {
  const ledger = createLedger();
  ledger.record(entry);
  expect(ledger.entries).toBe(ledger.entries);
});

test("has an entry for each stage of each plugin up to where its way ended", async () => {
  const runtime = await loadTemporaryRuntime([
    createPlugin("fine", { hooks: { "turn.start": () => undefined } }),
    createPlugin("sick", { manifest: { activation: "eager" }, activate: boom }),
    createPlugin("alone", { manifest: { requires: { plugins: { friend: "*" } } } }),
    createPlugin("unnamed", { manifest: { version: "one" } }),
  ]);
  const toStages = (name: string) =>
    runtime.ledger
      .filter(({ plugin }) => plugin === name || plugin.startsWith(`${name}@`))
      .map(({ outcome, stage }) => `${stage} ${outcome}`);
  const admitted = ["discover loaded", "manifest loaded", "admit loaded", "host loaded", "index loaded"];
  expect(toStages("fine")).toEqual(admitted);
  expect(toStages("sick")).toEqual([...admitted, "activate error"]);
  expect(toStages("alone")).toEqual(["discover loaded", "manifest loaded", "admit error"]);
  expect(toStages("unnamed")).toEqual(["discover loaded", "manifest error"]);
  await runtime.emit("turn.start", { turnId: "t" });
  expect(toStages("fine")).toEqual([...admitted, "activate loaded"]);
});

test("names the source, the place and how long it took", async () => {
  const { path } = createTemporaryWorkspace({
    "plugins/lint/kodex.plugin.json": JSON.stringify({ manifestVersion: 1, name: "lint", version: "1.0.0", main: "./index.mjs" }),
    "plugins/lint/index.mjs": "export default {};\n",
  });
  const runtime = await createTemporaryRuntime({ cwd: path, sources: [localPlugins()] });
  await runtime.load();
  await runtime.doctor();
  expect(runtime.ledger.map(({ stage }) => stage)).toEqual(["discover", "manifest", "admit", "host", "index", "activate"]);
  for (const { durationMs, file, source } of runtime.ledger) {
    expect(source).toBe("local:./plugins");
    expect(file).toBe(`${path}/plugins/lint/kodex.plugin.json`);
    expect(durationMs).toBeGreaterThanOrEqual(0);
  }
});

test("property: whatever the plugins, every one of them has an entry at every stage up to its end, and none after it", async () => {
  const stages = ["discover", "manifest", "admit", "host", "index", "activate"];
  const endings = {
    fine: {},
    sick: { activate: boom },
    alone: { manifest: { requires: { plugins: { friend: "*" } } } },
    old: { manifest: { engines: { kodex: "^9.0.0" } } },
    wrong: { manifest: { version: "one" } },
  };
  const kinds = fc.constantFrom(...(Object.keys(endings) as (keyof typeof endings)[]));
  await fc.assert(
    fc.asyncProperty(fc.array(kinds, { maxLength: 8 }), async (list) => {
      const plugins = list.map((kind, place) => createPlugin(`p${place}`, endings[kind]));
      const runtime = await createTemporaryRuntime({ sources: [inlinePlugins(plugins)] });
      await runtime.load();
      await runtime.doctor();
      list.forEach((kind, place) => {
        const own = runtime.ledger.filter(({ plugin }) => plugin.split("@")[0] === `p${place}`);
        const end = { fine: 6, sick: 6, alone: 3, old: 3, wrong: 2 }[kind];
        expect(own.map(({ stage }) => stage)).toEqual(stages.slice(0, end));
        expect(own.map(({ outcome }) => outcome)).toEqual(own.map((_, step) => (step === end - 1 && kind !== "fine" ? "error" : "loaded")));
        for (const { code, message, outcome } of own) {
          expect(message).not.toBe("");
          expect(code === undefined).toBe(outcome === "loaded");
        }
      });
      await runtime.close();
    }),
    { numRuns: 25 },
  );
});
