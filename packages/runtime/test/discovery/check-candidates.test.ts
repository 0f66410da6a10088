import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import type { LedgerEntry } from "@kodex/manifest";
import { expect, test } from "vitest";
import type { TrustGate, TrustRequest } from "../../src/admission/trust-gate.ts";
import type { Candidate } from "../../src/candidate.ts";
import type { CheckedPlugin } from "../../src/checked-plugin.ts";
import { type CheckOptions, checkCandidates } from "../../src/discovery/check-candidates.ts";
import { findManifest } from "../../src/discovery/manifest-file.ts";
import { openManifestIndex } from "../../src/discovery/manifest-index.ts";
import { toSourceFailed } from "../../src/errors.ts";
import type { RefusedCandidate } from "../../src/ledger-writer.ts";
import { createInlineCandidate, createManifestCandidate, createModuleCandidate } from "../candidates.ts";
import { createWorkspace, manifest } from "../workspace.ts";

const TRUSTING: TrustGate = { decide: () => ({ admit: true, level: "workspace", grants: "declared" }) };

interface Outcome {
  readonly checked: readonly CheckedPlugin[];
  readonly ledger: readonly LedgerEntry[];
  readonly refused: readonly RefusedCandidate[];
}

async function check(candidates: readonly Candidate[], options: Partial<CheckOptions> = {}): Promise<Outcome> {
  const ledger: LedgerEntry[] = [];
  const refused: RefusedCandidate[] = [];
  const checked = await checkCandidates(candidates, {
    hooks: {},
    index: undefined,
    trust: TRUSTING,
    importPlugin: () => Promise.reject(new TypeError("nothing is to be imported")),
    record: (entry) => void ledger.push(entry),
    onRefused: (one) => void refused.push(one),
    ...options,
  });
  return { checked, ledger, refused };
}

/** Code and message of the one that was refused. */
function problemOf({ checked, refused }: Outcome): string {
  expect(checked).toEqual([]);
  expect(refused).toHaveLength(1);
  return `${refused[0]?.error.code}: ${refused[0]?.error.message}`;
}

test("reads, checks and normalizes a manifest, and writes it into the ledger", async () => {
  const candidate = createManifestCandidate(manifest("lint", { version: "v1.2.0", hooks: ["tool.before"] }));
  const { checked, ledger, refused } = await check([candidate]);
  expect(checked).toMatchObject([{ candidate, id: "lint@1.2.0", manifest: { name: "lint", hooks: { "tool.before": { priority: 0 } } } }]);
  expect(checked[0]?.diagnostics.map(({ code }) => code)).toEqual(["NORMALIZED", "NORMALIZED"]);
  expect(ledger).toMatchObject([
    {
      plugin: "lint@1.2.0",
      stage: "manifest",
      outcome: "loaded",
      message: "manifest is valid",
      source: "local:./plugins",
      file: candidate.file,
    },
  ]);
  expect(ledger[0]?.durationMs).toBeGreaterThanOrEqual(0);
  expect(refused).toEqual([]);
});

test("takes what the manifest leaves out from the defaults", async () => {
  const readDefaults = () => ({ name: "lint", version: "3.0.0", description: "Lints" });
  const { checked } = await check([createManifestCandidate('{"manifestVersion":1,"main":"./a.js"}', { readDefaults })]);
  expect(checked).toMatchObject([{ id: "lint@3.0.0", manifest: { description: "Lints" } }]);
});

test.each([
  ["begins with a byte order mark", `\uFEFF${manifest("lint")}`],
  ["has Windows line ends", JSON.stringify(JSON.parse(manifest("lint")), undefined, 2).replaceAll("\n", "\r\n")],
])("reads a manifest that %s", async (_, text) => {
  expect((await check([createManifestCandidate(text)])).checked).toMatchObject([{ id: "lint@1.0.0" }]);
});

test.each([
  ["is empty", "", /^JSON_INVALID: /],
  ["is cut off", '{"manifestVersion":1,', /^JSON_INVALID: /],
  ["is a list", "[]", /^SCHEMA_TYPE_WRONG: /],
  ["is null", "null", /^SCHEMA_TYPE_WRONG: /],
  ["is a text", '"lint"', /^SCHEMA_TYPE_WRONG: /],
  ["is larger than 1 MiB", `{"x-filler":"${"x".repeat(2 * 1024 * 1024)}"}`, /^JSON_TOO_LARGE: /],
  ["is nested too deeply", `{"x-deep":${"[".repeat(70)}${"]".repeat(70)}}`, /^JSON_TOO_DEEP: /],
  ["reaches for a prototype", '{"__proto__":{"name":"lint"}}', /^JSON_KEY_FORBIDDEN: /],
  ["has a key twice", '{"name":"a","name":"b"}', /^JSON_KEY_DUPLICATE: /],
  ["leads out of its folder", manifest("lint", { main: "../evil.js" }), /^ENTRY_OUTSIDE: /],
  ["is of a version of the future", manifest("lint", { manifestVersion: 2 }), /^MANIFEST_VERSION_UNSUPPORTED: /],
])("refuses a manifest that %s, and names its file", async (_, text, problem) => {
  const outcome = await check([createManifestCandidate(text)]);
  expect(problemOf(outcome)).toMatch(problem);
  expect(outcome.ledger).toMatchObject([{ stage: "manifest", outcome: "error", file: "/work/plugins/lint/kodex.plugin.json" }]);
});

test("calls a plugin by its name as soon as that can be read, else by its file", async () => {
  const { ledger } = await check([
    createManifestCandidate(manifest("lint", { version: "1.2" })),
    createManifestCandidate("{", { file: "/work/plugins/broken/kodex.plugin.json" }),
  ]);
  expect(ledger.map(({ plugin }) => plugin)).toEqual(["lint@1.2", "/work/plugins/broken/kodex.plugin.json"]);
});

test("refuses files on disk that are no text, and gives the rest", async () => {
  const workspace = createWorkspace({ "good/kodex.plugin.json": manifest("good"), "large/kodex.plugin.json": " ".repeat(3 * 1024 * 1024) });
  workspace.write("binary/kodex.plugin.json", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]) as never);
  workspace.write("utf16/kodex.plugin.json", Buffer.from(`\uFEFF${manifest("utf16")}`, "utf16le") as never);
  const details = { origin: "local", source: "local:./plugins", tier: "project", firstParty: true } as const;
  const found = ["binary", "good", "large", "utf16"].map((folder) => findManifest(workspace.at(folder), details) as Candidate);
  const { checked, refused } = await check(found);
  expect(checked.map(({ id }) => id)).toEqual(["good@1.0.0"]);
  expect(refused.map(({ error }) => `${error.code}: ${error.message}`)).toEqual([
    `PLUGIN_UNREADABLE: ${workspace.at("binary/kodex.plugin.json")} cannot be read: it is not UTF-8 text`,
    expect.stringMatching(/^JSON_TOO_LARGE: /),
    `PLUGIN_UNREADABLE: ${workspace.at("utf16/kodex.plugin.json")} cannot be read: it is not UTF-8 text`,
  ]);
});

test("refuses a plugin beside a package.json that is broken, or a pipe, without waiting for it", async () => {
  const workspace = createWorkspace({ "a/kodex.plugin.json": manifest("a"), "a/package.json": "{", "b/kodex.plugin.json": manifest("b") });
  execFileSync("mkfifo", [workspace.at("b/package.json")]);
  const details = { origin: "package", source: "packages", tier: "project", firstParty: false } as const;
  const { refused } = await check(["a", "b"].map((folder) => findManifest(workspace.at(folder), details) as Candidate));
  expect(refused.map(({ error }) => error.code)).toEqual(["PACKAGE_JSON_INVALID", "PACKAGE_JSON_INVALID"]);
  expect(refused[1]?.error.message).toBe(`${workspace.at("b/package.json")} cannot be used: it is not a regular file`);
});

test("passes on what could not be read, without a second entry in the ledger", async () => {
  const error = toSourceFailed("odd", new Error("no"));
  const candidate = { ...createModuleCandidate(""), kind: "unreadable", error } as const;
  const { ledger, refused } = await check([candidate]);
  expect(ledger).toEqual([]);
  expect(refused).toEqual([{ candidate, outcome: "error", error }]);
});

test("tells of a manifest that a source can no longer read", async () => {
  const readText = (): string => {
    throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
  };
  expect(problemOf(await check([createManifestCandidate("", { readText })]))).toBe(
    "PLUGIN_UNREADABLE: /work/plugins/lint/kodex.plugin.json cannot be read: EIO: i/o error",
  );
});

test("does not read a file again that the index knows by its stamp", async () => {
  const index = openManifestIndex(createWorkspace().at("manifest-index"), { hooks: {} });
  let timesRead = 0;
  const stamped = (stamp: string | undefined, text: string): Candidate =>
    createManifestCandidate("", {
      readText: () => ((timesRead += 1), text),
      readDefaults: () => ((timesRead += 100), {}),
      ...(stamp === undefined ? {} : { stamp }),
    });
  const first = await check([stamped("1", manifest("lint"))], { index });
  expect(timesRead).toBe(101);
  index.save();
  const reopened = openManifestIndex(index.file, { hooks: {} });
  const second = await check([stamped("1", "{ changed, but its stamp is the same")], { index: reopened });
  expect(timesRead).toBe(101);
  expect(second.checked.map(({ id, manifest: value }) => [id, value])).toEqual(first.checked.map(({ id, manifest: value }) => [id, value]));
  expect((await check([stamped("2", manifest("lint", { version: "2.0.0" }))], { index: reopened })).checked).toMatchObject([
    { id: "lint@2.0.0" },
  ]);
  expect((await check([stamped(undefined, manifest("lint", { version: "3.0.0" }))], { index: reopened })).checked).toMatchObject([
    { id: "lint@3.0.0" },
  ]);
  expect(timesRead).toBe(303);
});

test("never keeps a manifest that is not valid", async () => {
  const index = openManifestIndex(createWorkspace().at("manifest-index"), { hooks: {} });
  await check([createManifestCandidate("{", { stamp: "1" })], { index });
  index.save();
  expect(openManifestIndex(index.file, { hooks: {} }).get("/work/plugins/lint/kodex.plugin.json", "1")).toBeUndefined();
});

test("takes the hooks of a plugin in code from its handlers, unless its manifest names them", async () => {
  const own = { manifestVersion: 1, name: "own", version: "1.0.0" } as const;
  const handlers = { "tool.before": () => undefined };
  const { checked } = await check([
    createInlineCandidate({ manifest: own, hooks: handlers }),
    createInlineCandidate({ manifest: { ...own, hooks: ["tool.after"] }, hooks: handlers }),
    createInlineCandidate({ manifest: own }),
  ]);
  expect(checked.map(({ manifest: { hooks } }) => Object.keys(hooks))).toEqual([["tool.before"], ["tool.after"], []]);
  expect(checked[0]?.plugin?.hooks).toBe(handlers);
});

test.each([
  [null, /^PLUGIN_EXPORT_INVALID: inline plugin 1 does not export a plugin by default: an object is expected/],
  ["text", /an object is expected, not a string/],
  [{ hooks: { "tool.before": "not a function" } }, /^PLUGIN_EXPORT_INVALID: .*"hooks" has "tool\.before", which is not a function/],
  [{ dispose: 5 }, /^PLUGIN_EXPORT_INVALID: .*"dispose" is not a function/],
  [{}, /its manifest is missing/],
  [{ manifest: "own" }, /its manifest is missing/],
  [{ manifest: { manifestVersion: 1, name: "own", version: "1.0.0", main: "./a.js" } }, /^ENTRY_NOT_ALLOWED: /],
  [{ manifest: { manifestVersion: 1, name: "own", version: "1.0.0" }, hooks: { "tool.befor": () => undefined } }, /^HOOK_UNKNOWN: /],
])("refuses %j as an inline plugin", async (plugin, problem) => {
  expect(problemOf(await check([createInlineCandidate(plugin)]))).toMatch(problem);
});

test("refuses an object that throws when it is looked at", async () => {
  const hostile = {
    get manifest(): never {
      throw new Error("do not look");
    },
  };
  const outcome = await check([createInlineCandidate(hostile, { position: 2 })]);
  expect(problemOf(outcome)).toBe("PLUGIN_UNREADABLE: inline plugin 3 cannot be read: do not look");
});

test("imports a single file only after the gate has admitted its path and digest, one after the other", async () => {
  const workspace = createWorkspace({ "a.js": "a", "b.js": "b" });
  const events: string[] = [];
  const requests: TrustRequest[] = [];
  const trust: TrustGate = {
    decide(request) {
      requests.push(request);
      events.push(`ask ${request.candidate.file}`);
      return Promise.resolve({ admit: true, level: "workspace", grants: "declared" });
    },
  };
  const files = ["a.js", "b.js"].map((name) => workspace.at(name)) as [string, string];
  const { checked } = await check(
    files.map((file) => createModuleCandidate(file)),
    {
      trust,
      async importPlugin(file, plugin) {
        events.push(`import ${file}`);
        await Promise.resolve();
        events.push(`imported ${plugin}`);
        return { manifest: { manifestVersion: 1, name: file === files[0] ? "a" : "b", version: "1.0.0" } };
      },
    },
  );
  expect(events).toEqual(files.flatMap((file) => [`ask ${file}`, `import ${file}`, `imported ${file}`]));
  expect(requests.map(({ declared, digest, manifest: value }) => ({ declared, digest, value }))).toEqual(
    ["a", "b"].map((text) => ({ declared: [], digest: createHash("sha256").update(text).digest("hex"), value: undefined })),
  );
  expect(checked.map(({ id }) => id)).toEqual(["a@1.0.0", "b@1.0.0"]);
});

test("does not import a file that the gate refuses, which is left out on purpose", async () => {
  const file = createWorkspace({ "a.js": "" }).at("a.js");
  const trust: TrustGate = { decide: () => ({ admit: false, code: "UNSIGNED", reason: "nobody knows it", hint: "Sign it." }) };
  const outcome = await check([createModuleCandidate(file)], { trust });
  expect(problemOf(outcome)).toBe(`UNSIGNED: ${file} may not load: nobody knows it`);
  expect(outcome.ledger).toMatchObject([{ plugin: file, stage: "manifest", outcome: "skipped", hint: "Sign it." }]);
});

test("does not import a file when the gate fails, which is an error", async () => {
  const file = createWorkspace({ "a.js": "" }).at("a.js");
  const outcome = await check([createModuleCandidate(file)], { trust: { decide: () => Promise.reject(new Error("no policy")) } });
  expect(problemOf(outcome)).toBe(`TRUST_GATE_FAILED: the trust gate failed on ${file}: no policy`);
  expect(outcome.ledger).toMatchObject([{ outcome: "error" }]);
});

test("imports no third-party file in safe mode, and does not even ask the gate", async () => {
  const file = createWorkspace({ "a.js": "" }).at("a.js");
  const options: Partial<CheckOptions> = { safeMode: true, trust: { decide: () => Promise.reject(new Error("asked")) } };
  const outcome = await check([createModuleCandidate(file, { firstParty: false })], options);
  expect(problemOf(outcome)).toBe(`PLUGIN_SAFE_MODE: ${file} is third-party, and safe mode is on`);
  expect(outcome.ledger).toMatchObject([{ outcome: "skipped" }]);
  const own = await check([createModuleCandidate(file)], {
    safeMode: true,
    importPlugin: async () => JSON.parse(`{"manifest":${manifest("own").replace(',"main":"./index.js"', "")}}`) as never,
  });
  expect(own.checked).toMatchObject([{ id: "own@1.0.0" }]);
});

test("tells of a file that is gone when it is to be imported", async () => {
  expect(problemOf(await check([createModuleCandidate("/gone/a.js")]))).toMatch(/^PLUGIN_UNREADABLE: \/gone\/a\.js cannot be read: ENOENT/);
});

test("of 1 000 plugins of which one is broken, 999 are read", async () => {
  const candidates = Array.from({ length: 1000 }, (_, place) =>
    createManifestCandidate(place === 617 ? "{" : manifest(`plugin-${place}`), { file: `/work/plugins/${place}/kodex.plugin.json` }),
  );
  const { checked, ledger, refused } = await check(candidates);
  expect([checked.length, refused.length]).toEqual([999, 1]);
  expect(ledger.filter(({ outcome }) => outcome === "error")).toMatchObject([
    { code: "JSON_INVALID", file: "/work/plugins/617/kodex.plugin.json" },
  ]);
});
