import type { LedgerEntry } from "@kodex/manifest";
import { expect, test } from "vitest";
import { trustWorkspace } from "../../src/admission/trust-workspace.ts";
import { inlinePlugins } from "../../src/discovery/inline-plugins.ts";
import { localPlugins } from "../../src/discovery/local-plugins.ts";
import { openManifestIndex } from "../../src/discovery/manifest-index.ts";
import { packagePlugins } from "../../src/discovery/package-plugins.ts";
import type { PluginSource } from "../../src/discovery/source.ts";
import { createSchemaCompiler } from "../../src/schemas/schema-compiler.ts";
import { type LoadedPlugins, type LoadSettings, loadPlugins } from "../../src/loading/load-plugins.ts";
import { createManifestCandidate } from "../candidates.ts";
import { createWorkspace, manifest, type Workspace } from "../workspace.ts";

interface Outcome extends LoadedPlugins {
  readonly ledger: readonly LedgerEntry[];
}

async function load(workspace: Workspace, options: Partial<LoadSettings> = {}): Promise<Outcome> {
  const ledger: LedgerEntry[] = [];
  const loaded = await loadPlugins({
    cwd: workspace.path,
    sources: [localPlugins(), packagePlugins()],
    config: {},
    events: {},
    trust: trustWorkspace(),
    safeMode: false,
    strict: false,
    availableIsolation: ["in-process"],
    minimumIsolation: undefined,
    index: undefined,
    schemas: createSchemaCompiler(),
    record: (entry) => void ledger.push(entry),
    ...options,
  });
  return { ...loaded, ledger };
}

/** Stages and outcomes of each plugin, under the file's name in the workspace. */
function toStages(workspace: Workspace, ledger: readonly LedgerEntry[]): Readonly<Record<string, string>> {
  const stages: Record<string, string> = {};
  for (const { code, file, outcome, plugin, stage } of ledger) {
    const key = file?.replace(`${workspace.path}/`, "") ?? plugin;
    stages[key] = [stages[key], `${stage} ${outcome}${code === undefined ? "" : ` ${code}`}`]
      .filter((part) => part !== undefined)
      .join(", ");
  }
  return stages;
}

const code = (name: string, type = ""): string =>
  `const manifest${type} = { manifestVersion: 1, name: "${name}", version: "1.0.0" };\nexport default { manifest, hooks: { "tool.before": () => undefined } };\n`;

test("loads all that can load from every source, and says of the rest why not, stage by stage", async () => {
  const workspace = createWorkspace({
    "package.json": '{"type":"module","dependencies":{"installed":"*","broken":"*"}}',
    "plugins/a.js": code("a"),
    "plugins/b/kodex.plugin.json": manifest("b", { requires: { plugins: { installed: "^1.0.0" } } }),
    "plugins/c/kodex.plugin.json": "{",
    "plugins/d.js": "throw new Error('at import');",
    "plugins/e.js": "syntax error",
    "plugins/f/kodex.plugin.json": manifest("f", { engines: { kodex: "^9.0.0" } }),
    "plugins/g/kodex.plugin.json/x": "",
    "node_modules/installed/kodex.plugin.json": manifest("installed"),
    "node_modules/broken/kodex.plugin.json": manifest("broken"),
    "node_modules/broken/package.json": "{",
  });
  const own = { manifest: { manifestVersion: 1, name: "own", version: "1.0.0" } } as const;
  const failing: PluginSource = {
    name: "failing",
    discover() {
      throw new Error("disk on fire");
    },
  };
  const { admitted, ledger, records } = await load(workspace, {
    sources: [localPlugins(), failing, packagePlugins(), inlinePlugins([own])],
  });
  expect(admitted.map(({ id }) => id)).toEqual(["a@1.0.0", "installed@1.0.0", "b@1.0.0", "own@1.0.0"]);
  expect(toStages(workspace, ledger)).toEqual({
    "plugins/a.js": "discover loaded, manifest loaded, admit loaded",
    "plugins/b/kodex.plugin.json": "discover loaded, manifest loaded, admit loaded",
    "plugins/c/kodex.plugin.json": "discover loaded, manifest error JSON_INVALID",
    "plugins/d.js": "discover loaded, manifest error PLUGIN_IMPORT_FAILED",
    "plugins/e.js": "discover loaded, manifest error PLUGIN_SYNTAX_ERROR",
    "plugins/f/kodex.plugin.json": "discover loaded, manifest loaded, admit error ENGINE_UNSUPPORTED",
    "plugins/g/kodex.plugin.json": "discover error PLUGIN_UNREADABLE",
    'source "failing"': "discover error SOURCE_FAILED",
    "node_modules/broken/kodex.plugin.json": "discover loaded, manifest error PACKAGE_JSON_INVALID",
    "node_modules/installed/kodex.plugin.json": "discover loaded, manifest loaded, admit loaded",
    own: "discover loaded",
    "own@1.0.0": "manifest loaded, admit loaded",
  });
  expect(ledger.every(({ durationMs, message, source }) => durationMs >= 0 && message !== "" && source !== "")).toBe(true);
  expect(records).toHaveLength(11);
  expect(records.filter(({ admitted: one, problem }) => (one === undefined) === (problem === undefined))).toEqual([]);
});

test.each([
  ["an unreadable place", { "plugins/a/kodex.plugin.json/x": "" }, "PluginLoadError", "PLUGIN_UNREADABLE"],
  ["a manifest that is not valid", { "plugins/a/kodex.plugin.json": "[]" }, "PluginValidationError", "SCHEMA_TYPE_WRONG"],
  ["a file that cannot be imported", { "plugins/a.js": "export default 5" }, "PluginLoadError", "PLUGIN_EXPORT_INVALID"],
  [
    "a name that is taken",
    { "plugins/a/kodex.plugin.json": manifest("a"), "plugins/b/kodex.plugin.json": manifest("a") },
    "PluginLoadError",
    "PLUGIN_DUPLICATE",
  ],
  [
    "a requirement that is not met",
    { "plugins/a/kodex.plugin.json": manifest("a", { requires: { plugins: { b: "*" } } }) },
    "PluginLoadError",
    "REQUIREMENT_MISSING",
  ],
])("strict throws %s as its typed error", async (_, files, name, problem) => {
  await expect(load(createWorkspace(files), { strict: true })).rejects.toMatchObject({
    name,
    code: problem,
    hint: expect.any(String) as string,
  });
});

test("strict throws the first problem, after everything has its entry in the ledger, and nothing that was left out on purpose", async () => {
  const workspace = createWorkspace({
    "plugins/a/kodex.plugin.json": manifest("a", { requires: { plugins: { gone: "*" } } }),
    "plugins/b/kodex.plugin.json": "{",
    "plugins/c/kodex.plugin.json": manifest("c"),
  });
  const ledger: LedgerEntry[] = [];
  const options = { strict: true, record: (entry: LedgerEntry) => void ledger.push(entry) };
  await expect(load(workspace, options)).rejects.toMatchObject({ code: "JSON_INVALID" });
  expect(ledger.filter(({ outcome }) => outcome === "error").map((entry) => entry.code)).toEqual(["JSON_INVALID", "REQUIREMENT_MISSING"]);
  const disabled = createWorkspace({ "plugins/c/kodex.plugin.json": manifest("c") });
  expect((await load(disabled, { strict: true, config: { plugins: { c: { enabled: false } } } })).admitted).toEqual([]);
});

test("takes the folder of two plugins of one name side by side, and tells both places", async () => {
  const workspace = createWorkspace({ "plugins/lint/kodex.plugin.json": manifest("lint"), "plugins/lint.js": code("lint") });
  const { admitted, ledger } = await load(workspace);
  expect(admitted.map(({ candidate }) => candidate.file)).toEqual([workspace.at("plugins/lint/kodex.plugin.json")]);
  expect(ledger.find((entry) => entry.code === "PLUGIN_DUPLICATE")?.message).toBe(
    `lint@1.0.0 at ${workspace.at("plugins/lint.js")} has the name of a plugin that is already there at ${workspace.at("plugins/lint/kodex.plugin.json")}`,
  );
});

test("imports TypeScript, also syntax that Node itself cannot strip", async () => {
  const workspace = createWorkspace({
    "package.json": '{"type":"module"}',
    "plugins/a.ts": code("a", ": Record<string, unknown>"),
    "plugins/b.mts": `interface Unused { readonly a: string }\n${code("b", " satisfies object").replace("const manifest satisfies object =", "const manifest: { name: string } & object =")}`,
    "plugins/c.ts": `enum Level { Low = 1 }\nclass Counter { constructor(readonly level: Level) {} }\nvoid new Counter(Level.Low);\n${code("c")}`,
    "plugins/d.ts": `import { name } from "./shared/name.ts";\n${code("d").replace('"d"', "name")}`,
    "plugins/shared/name.ts": 'export const name: string = "d";',
    "plugins/e.ts": "const broken: = 1;",
  });
  const { admitted, ledger } = await load(workspace);
  expect(admitted.map(({ id }) => id)).toEqual(["a@1.0.0", "b@1.0.0", "c@1.0.0", "d@1.0.0"]);
  expect(ledger.filter(({ outcome }) => outcome === "error")).toMatchObject([
    { code: "PLUGIN_SYNTAX_ERROR", file: workspace.at("plugins/e.ts") },
  ]);
});

test("with a warm index, reads nothing and gives the same", async () => {
  let reads = 0;
  const source: PluginSource = {
    name: "counting",
    discover: () =>
      ["a", "b"].map((name) =>
        createManifestCandidate("", {
          file: `/work/${name}`,
          stamp: "1",
          readText() {
            reads += 1;
            return manifest(name, { keywords: ["x", "x"] });
          },
        }),
      ),
  };
  const workspace = createWorkspace();
  const once = async (): Promise<unknown> => {
    const index = openManifestIndex(workspace.at("state/manifest-index"), { hooks: {} });
    const { admitted, indexProblem } = await load(workspace, { sources: [source], index });
    expect(indexProblem).toBeUndefined();
    return admitted.map(({ diagnostics, grants, id, manifest: value }) => ({ diagnostics, grants, id, value }));
  };
  const cold = await once();
  expect(reads).toBe(2);
  expect(await once()).toEqual(cold);
  expect(reads).toBe(2);
});

test("loads all the same when the index is damaged or cannot be written, and says so", async () => {
  const workspace = createWorkspace({
    "plugins/a/kodex.plugin.json": manifest("a"),
    "damaged/manifest-index": "nonsense",
    state: "a file",
  });
  const damaged = await load(workspace, { index: openManifestIndex(workspace.at("damaged/manifest-index"), { hooks: {} }), strict: true });
  expect(damaged.admitted.map(({ id }) => id)).toEqual(["a@1.0.0"]);
  expect(damaged.ledger.find((entry) => entry.code === "INDEX_REBUILT")?.message).toBe(
    "the index of manifests is made anew: it was made for another version or other hooks",
  );
  const unwritable = await load(workspace, { index: openManifestIndex(workspace.at("state/manifest-index"), { hooks: {} }) });
  expect(unwritable.admitted.map(({ id }) => id)).toEqual(["a@1.0.0"]);
  expect(unwritable.indexProblem).toMatch(/EEXIST|ENOTDIR/);
  expect(unwritable.ledger.find((entry) => entry.code === "INDEX_NOT_SAVED")).toMatchObject({
    hint: `Make ${workspace.at("state")} writable.`,
  });
});

test("of 1 000 plugins of which one is broken, 999 load, in the order of their names, and one is an error", async () => {
  const name = (place: number): string => `plugin-${String(place).padStart(3, "0")}`;
  const workspace = createWorkspace();
  for (let place = 0; place < 1000; place += 1)
    workspace.write(`plugins/${name(place)}/kodex.plugin.json`, place === 500 ? manifest(name(place)).slice(0, -1) : manifest(name(place)));
  const { admitted, ledger } = await load(workspace);
  expect(admitted.map(({ manifest: value }) => value.name)).toEqual(
    Array.from({ length: 1000 }, (_, place) => name(place)).filter((one) => one !== name(500)),
  );
  expect(ledger.filter(({ outcome }) => outcome !== "loaded")).toMatchObject([
    { stage: "manifest", outcome: "error", code: "JSON_INVALID", file: workspace.at(`plugins/${name(500)}/kodex.plugin.json`) },
  ]);
  await expect(load(workspace, { strict: true })).rejects.toMatchObject({ code: "JSON_INVALID" });
});

test("in safe mode imports no file from outside the workspace, and loads no package", async () => {
  const outside = createWorkspace({ "far.js": "globalThis.farWasImported = true; export default {};" });
  const workspace = createWorkspace({
    "package.json": '{"type":"module","dependencies":{"installed":"*"}}',
    "plugins/near.js": code("near"),
    "node_modules/installed/kodex.plugin.json": manifest("installed"),
  });
  workspace.link("plugins/far.js", outside.at("far.js"));
  const { admitted, ledger } = await load(workspace, { safeMode: true });
  expect(admitted.map(({ id }) => id)).toEqual(["near@1.0.0"]);
  expect(ledger.filter(({ outcome }) => outcome === "skipped").map((entry) => entry.code)).toEqual([
    "PLUGIN_SAFE_MODE",
    "PLUGIN_SAFE_MODE",
  ]);
  expect(globalThis).not.toHaveProperty("farWasImported");
});
