import type { LedgerEntry } from "@kodex/manifest";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AdmissionOptions, admitPlugins } from "../../src/admission/admit.ts";
import type { TrustRequest } from "../../src/admission/trust-gate.ts";
import { trustWorkspace } from "../../src/admission/trust-workspace.ts";
import type { AdmittedPlugin } from "../../src/admitted-plugin.ts";
import type { CheckedPlugin } from "../../src/checked-plugin.ts";
import { createSchemaCompiler } from "../../src/schemas/schema-compiler.ts";
import type { RefusedCandidate } from "../../src/ledger-writer.ts";
import { createCheckedPlugin, createInlineCandidate } from "../candidates.ts";

interface Outcome {
  readonly admitted: readonly AdmittedPlugin[];
  readonly ledger: readonly LedgerEntry[];
  readonly refused: readonly RefusedCandidate[];
}

async function admit(plugins: readonly CheckedPlugin[], options: Partial<AdmissionOptions> = {}): Promise<Outcome> {
  const ledger: LedgerEntry[] = [];
  const refused: RefusedCandidate[] = [];
  const admitted = await admitPlugins(plugins, {
    config: {},
    engine: { apiVersion: "1.0.0", platform: "linux", arch: "x64" },
    trust: trustWorkspace(options.config),
    safeMode: false,
    availableIsolation: ["in-process"],
    minimumIsolation: undefined,
    schemas: createSchemaCompiler(),
    record: (entry) => void ledger.push(entry),
    onRefused: (one) => void refused.push(one),
    ...options,
  });
  return { admitted, ledger, refused };
}

/** The ledger, a line each. */
function tell({ ledger }: Outcome): readonly string[] {
  return ledger.map(({ code, message, outcome, plugin }) => `${outcome} ${plugin}${code === undefined ? "" : ` ${code}`}: ${message}`);
}

const third = (name: string, changes: Readonly<Record<string, unknown>> = {}): CheckedPlugin =>
  createCheckedPlugin(name, changes, {
    firstParty: false,
    origin: "package",
    source: "packages",
    file: `/work/node_modules/${name}/kodex.plugin.json`,
  });

test("admits a plugin on its terms, and writes them into the ledger", async () => {
  const plugin = createCheckedPlugin("lint", { permissions: { net: ["acme.dev"] } });
  const outcome = await admit([plugin]);
  expect(outcome.admitted).toEqual([{ ...plugin, trust: "workspace", grants: ["net:acme.dev:443"], isolation: "in-process", config: {} }]);
  expect(tell(outcome)).toEqual(['loaded lint@1.0.0: admitted at trust level "workspace" with 1 permissions; runs in-process']);
  expect(outcome.ledger).toMatchObject([{ stage: "admit", source: "local:./plugins", file: plugin.candidate.file }]);
});

test("keeps the first of a name, and tells both places of the other", async () => {
  const inline: CheckedPlugin = {
    ...createCheckedPlugin("lint", { version: "3.0.0" }),
    candidate: createInlineCandidate({}, { position: 1 }),
  };
  const outcome = await admit([createCheckedPlugin("lint"), third("lint", { version: "2.0.0" }), inline]);
  expect(outcome.admitted.map(({ id }) => id)).toEqual(["lint@1.0.0"]);
  expect(outcome.refused).toMatchObject([{ outcome: "error" }, { outcome: "error" }]);
  expect(tell(outcome).slice(0, 2)).toEqual([
    "error lint@2.0.0 PLUGIN_DUPLICATE: lint@2.0.0 at /work/node_modules/lint/kodex.plugin.json has the name of a plugin that is already there at /work/plugins/lint/kodex.plugin.json",
    "error lint@3.0.0 PLUGIN_DUPLICATE: lint@3.0.0 at inline plugin 2 has the name of a plugin that is already there at /work/plugins/lint/kodex.plugin.json",
  ]);
});

test("leaves out what the configuration disables, on purpose, and asks the gate nothing about it", async () => {
  const trust = { decide: () => Promise.reject(new Error("asked")) };
  const outcome = await admit([createCheckedPlugin("lint")], { config: { plugins: { lint: { enabled: false } } }, trust });
  expect(tell(outcome)).toEqual(["skipped lint@1.0.0 PLUGIN_DISABLED: lint@1.0.0 is disabled in the configuration"]);
  expect(outcome.ledger[0]?.hint).toBe("Switch it on with `kodex enable lint`.");
});

test("loads only first-party plugins in safe mode", async () => {
  const outcome = await admit([createCheckedPlugin("own"), third("far")], { safeMode: true });
  expect(outcome.admitted.map(({ id }) => id)).toEqual(["own@1.0.0"]);
  expect(tell(outcome)[0]).toBe("skipped far@1.0.0 PLUGIN_SAFE_MODE: far@1.0.0 is third-party, and safe mode is on");
});

test("leaves out what does not fit the host", async () => {
  const outcome = await admit([
    createCheckedPlugin("a", { engines: { kodex: "^2.0.0" } }),
    createCheckedPlugin("b", { platforms: ["win32"] }),
  ]);
  expect(tell(outcome)).toEqual([
    "error a@1.0.0 ENGINE_UNSUPPORTED: a@1.0.0 needs the plugin API ^2.0.0; this host has 1.0.0",
    "error b@1.0.0 PLATFORM_UNSUPPORTED: b@1.0.0 runs on win32; this is linux-x64",
  ]);
});

test("tells the gate the place, the manifest and the atoms that the plugin cannot do without", async () => {
  const requests: TrustRequest[] = [];
  const plugin = createCheckedPlugin("lint", { permissions: { net: ["acme.dev"], optional: { env: ["REGION"] } } });
  const trust = {
    decide: (request: TrustRequest) => (requests.push(request), { admit: true, level: "key", grants: ["env:REGION"] } as const),
  };
  const { admitted } = await admit([plugin], { trust });
  expect(requests).toEqual([{ candidate: plugin.candidate, manifest: plugin.manifest, declared: ["net:acme.dev:443"] }]);
  expect(admitted).toMatchObject([{ trust: "key", grants: ["env:REGION"] }]);
});

test("tells a gate's refusal, which is on purpose, from a gate that fails, which is an error", async () => {
  const decide = ({ manifest }: TrustRequest) => {
    if (manifest?.name === "a") return { admit: false, code: "UNSIGNED", reason: "it is not signed", hint: "Sign it." } as const;
    throw new Error("no policy");
  };
  const outcome = await admit([createCheckedPlugin("a"), createCheckedPlugin("b")], { trust: { decide } });
  expect(tell(outcome)).toEqual([
    "skipped a@1.0.0 UNSIGNED: a@1.0.0 may not load: it is not signed",
    "error b@1.0.0 TRUST_GATE_FAILED: the trust gate failed on b@1.0.0: no policy",
  ]);
});

test("grants nothing to an installed package but what the configuration says", async () => {
  const permissions = { net: ["acme.dev"], env: ["REGION"] };
  const { admitted } = await admit([third("a", { permissions }), third("b", { permissions })], {
    config: { plugins: { b: { grant: ["env:REGION"] } } },
  });
  expect(admitted.map(({ grants, id, trust }) => [id, trust, grants])).toEqual([
    ["a@1.0.0", "installed", []],
    ["b@1.0.0", "installed", ["env:REGION"]],
  ]);
});

test("runs a plugin at no less than the embedder's and the gate's minimum, and refuses it where that is not to be had", async () => {
  const trust = { decide: () => ({ admit: true, level: "key", grants: "declared", minimumIsolation: "process" }) as const };
  const plugin = createCheckedPlugin("lint");
  const at = async (options: Partial<AdmissionOptions>): Promise<string | undefined> => tell(await admit([plugin], options))[0];
  expect((await admit([plugin], { trust, availableIsolation: ["in-process", "process", "os"] })).admitted).toMatchObject([
    { isolation: "process" },
  ]);
  expect(
    (await admit([plugin], { trust, availableIsolation: ["in-process", "process", "os"], minimumIsolation: "os" })).admitted,
  ).toMatchObject([{ isolation: "os" }]);
  expect(await at({ trust })).toBe(
    'error lint@1.0.0 ISOLATION_UNAVAILABLE: lint@1.0.0 must run at isolation "process" or higher; there is "in-process"',
  );
  expect(await at({ minimumIsolation: "worker" })).toMatch(/ISOLATION_UNAVAILABLE/);
});

test("checks the settings against the plugin's schema, and hands them over frozen", async () => {
  const config = { type: "object", properties: { limit: { type: "integer" } }, additionalProperties: false };
  const plugins = [createCheckedPlugin("a", { config }), createCheckedPlugin("b", { config }), createCheckedPlugin("c")];
  const outcome = await admit(plugins, {
    config: { plugins: { a: { config: { limit: 5 } }, b: { config: { limit: "5", more: 1 } }, c: { config: { x: 1 } } } },
  });
  expect(outcome.admitted.map(({ config: own, id }) => [id, own, Object.isFrozen(own)])).toEqual([["a@1.0.0", { limit: 5 }, true]]);
  expect(tell(outcome).filter((line) => line.startsWith("error"))).toEqual([
    'error b@1.0.0 PLUGIN_CONFIG_INVALID: b@1.0.0 refuses its settings: the value must NOT have additional properties ("more"); /limit must be integer',
    'error c@1.0.0 PLUGIN_CONFIG_INVALID: c@1.0.0 refuses its settings: it has no settings, and "x" is set',
  ]);
});

test("a plugin that was left out is no provider, and whoever requires it learns so", async () => {
  const needs = (name: string): Readonly<Record<string, unknown>> => ({ requires: { plugins: { [name]: "*" } } });
  const outcome = await admit(
    [
      createCheckedPlugin("a", needs("b")),
      createCheckedPlugin("b", needs("c")),
      createCheckedPlugin("c"),
      createCheckedPlugin("d", needs("e")),
    ],
    {
      config: { plugins: { c: { enabled: false } } },
    },
  );
  expect(outcome.admitted).toEqual([]);
  expect(tell(outcome)).toEqual([
    "skipped c@1.0.0 PLUGIN_DISABLED: c@1.0.0 is disabled in the configuration",
    "error a@1.0.0 REQUIREMENT_MISSING: a@1.0.0 needs b@1.0.0, which needs c@1.0.0, which is not loaded",
    "error b@1.0.0 REQUIREMENT_MISSING: b@1.0.0 needs c@1.0.0, which is not loaded",
    'error d@1.0.0 REQUIREMENT_MISSING: d@1.0.0 needs the plugin "e" *, which nothing provides',
  ]);
});

test("takes a plugin named like a property of every object for one that has no settings", async () => {
  expect(
    (await admit([createCheckedPlugin("constructor"), createCheckedPlugin("valueof")], { config: { plugins: {} } })).admitted,
  ).toMatchObject([{ config: {} }, { config: {} }]);
});

test("property: each plugin has exactly one entry, and those with `loaded` are the admitted ones, in their order", async () => {
  const plugin = fc.record({
    name: fc.constantFrom("a", "b", "c", "d"),
    needs: fc.constantFrom("a", "b", "gone", ""),
    own: fc.boolean(),
    kodex: fc.constantFrom("^1.0.0", "^2.0.0"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(plugin, { maxLength: 6 }), fc.boolean(), async (wanted, safeMode) => {
      const plugins = wanted.map(({ kodex, name, needs, own }) =>
        createCheckedPlugin(name, { engines: { kodex }, requires: { plugins: needs === "" ? {} : { [needs]: "*" } } }, { firstParty: own }),
      );
      const { admitted, ledger, refused } = await admit(plugins, { safeMode });
      expect(ledger.length).toBe(plugins.length);
      expect(admitted.length + refused.length).toBe(plugins.length);
      expect(ledger.filter(({ outcome }) => outcome === "loaded").map((entry) => entry.plugin)).toEqual(admitted.map(({ id }) => id));
      for (const entry of ledger)
        expect([typeof entry.message, entry.outcome === "loaded", entry.durationMs >= 0]).toEqual([
          "string",
          entry.code === undefined,
          true,
        ]);
    }),
    { numRuns: 60 },
  );
});
