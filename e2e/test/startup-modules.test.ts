import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPacked } from "../support/install-packed.ts";
import { runProgram } from "../support/run-program.ts";
import { ROOT } from "../support/workspace.ts";

const base = mkdtempSync(join(tmpdir(), "kodex-modules-"));

/** Notes every module that is loaded as a module; what is required by another shows in `require.cache` at the end. */
const RECORDER = `
import { appendFileSync } from "node:fs";
import { register } from "node:module";
const hooks = \`
import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(process.env.MODULES_FILE, url + "\\\\n");
  return next(url, context);
}\`;
register("data:text/javascript," + encodeURIComponent(hooks));
process.on("exit", () => {
  const { cache } = process.getBuiltinModule("node:module").createRequire(import.meta.url);
  for (const file of Object.keys(cache)) appendFileSync(process.env.MODULES_FILE, "file://" + file + "\\n");
});
`;

beforeAll(async () => {
  await installPacked(base);
  writeFileSync(join(base, "recorder.mjs"), RECORDER);
});
afterAll(() => rmSync(base, { recursive: true }));

/** Modules from packages that a program loads, as `package/file`, our own ones without the hashes of their chunks. */
async function listModules(code: string): Promise<string[]> {
  const folder = mkdtempSync(join(base, "program-"));
  const list = join(folder, "modules.txt");
  writeFileSync(list, "");
  writeFileSync(join(folder, "program.mjs"), code);
  const { output, status } = await runProgram(process.execPath, ["--import", join(base, "recorder.mjs"), "program.mjs"], folder, {
    ...process.env,
    KODEX_HOME: join(folder, "home"),
    MODULES_FILE: list,
  });
  expect(status, output).toBe(0);
  const urls = readFileSync(list, "utf8").split("\n");
  expect(urls.some((url) => url.endsWith("/program.mjs"))).toBe(true);
  const modules = urls.flatMap((url) => {
    const [, module] = /.*\/node_modules\/(.+)$/.exec(url) ?? [];
    return module === undefined ? [] : [module.replace(/-[A-Z0-9]{8}\.js$/, ".js")];
  });
  return [...new Set(modules)].toSorted();
}

const packagesOf = (modules: readonly string[]): string[] => [
  ...new Set(modules.map((module) => /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? "")),
];

const SEMVER = [
  ..."comparator range semver".split(" ").map((name) => `semver/classes/${name}.js`),
  ..."cmp coerce compare eq gt gte lt lte neq parse satisfies".split(" ").map((name) => `semver/functions/${name}.js`),
  ..."constants debug identifiers lrucache parse-options re trim-comparator-whitespace"
    .split(" ")
    .map((name) => `semver/internal/${name}.js`),
  "semver/ranges/valid.js",
];
/** What a manifest is read with: JSON with places, did-you-mean, and of SemVer what parses and compares. */
const MANIFEST = ["@humanwhocodes/momoa/dist/momoa.js", "@kodex/manifest/dist/index.js", "leven/index.js", ...SEMVER];

test("a bare import of the manifest package loads its one file, its JSON parser and what it needs of SemVer", async () => {
  const modules = await listModules('await import("@kodex/manifest");\n');
  expect(modules).toEqual(MANIFEST);
});

test("checking a manifest, right or wrong, loads nothing more", async () => {
  const code = 'const { checkManifest } = await import("@kodex/manifest");\ncheckManifest({});\ncheckManifest("{");\n';
  expect(await listModules(code)).toEqual(MANIFEST);
});

test("a bare import of the runtime loads no more packages than that", async () => {
  const modules = await listModules('await import("@kodex/runtime");\n');
  expect(packagesOf(modules)).toEqual(["@humanwhocodes/momoa", "@kodex/manifest", "@kodex/runtime", "leven", "semver"]);
});

test("a runtime that is loaded and dispatches a hook has no compiler either", async () => {
  const modules = await listModules(`
    import { createRuntime, inlinePlugins } from "@kodex/runtime";
    const manifest = { manifestVersion: 1, name: "hello", version: "1.0.0" };
    const plugin = { manifest, hooks: { "prompt.preprocess": ({ text }) => ({ text: text + "!" }) } };
    const runtime = await createRuntime({ sources: [inlinePlugins([plugin])] });
    await runtime.load();
    const { payload } = await runtime.emit("prompt.preprocess", { text: "hello" });
    if (payload.text !== "hello!") throw new Error(payload.text);
    await runtime.close();
  `);
  expect(packagesOf(modules)).toEqual(["@humanwhocodes/momoa", "@kodex/manifest", "@kodex/runtime", "leven", "semver"]);
});

/** Of the modules that Node brings, those that take milliseconds to load, and that a program has loaded at its end. */
async function listSlowBuiltins(code: string): Promise<unknown> {
  const folder = mkdtempSync(join(base, "builtins-"));
  const report = `console.log(JSON.stringify(process.moduleLoadList.filter((name) => /^NativeModule (?:child_process|crypto|dns|net|https?)$/.test(name)).sort()));`;
  writeFileSync(join(folder, "program.mjs"), `${code}\n${report}\n`);
  const { output, status } = await runProgram(process.execPath, ["program.mjs"], folder, {
    ...process.env,
    KODEX_HOME: join(folder, "home"),
  });
  expect(status, output).toBe(0);
  return JSON.parse(output);
}

test("a runtime that is loaded and dispatches a hook has loaded neither Node's crypto nor its processes and networks", async () => {
  const builtins = await listSlowBuiltins(`
    import { createRuntime, inlinePlugins } from "@kodex/runtime";
    const plugin = { manifest: { manifestVersion: 1, name: "hello", version: "1.0.0" }, hooks: { "turn.start": () => undefined } };
    const runtime = await createRuntime({ sources: [inlinePlugins([plugin])] });
    await runtime.load();
    await runtime.emit("turn.start", { turnId: "t1" });
    await runtime.close();
  `);
  expect(builtins).toEqual([]);
  expect(await listSlowBuiltins('await import("node:crypto"); await import("node:net");')).toEqual([
    "NativeModule crypto",
    "NativeModule net",
  ]);
});

test("the recorder sees the compiler when something does load it", async () => {
  const folder = join(base, "node_modules/compiles");
  mkdirSync(folder, { recursive: true });
  const ajv = createRequire(join(ROOT, "packages/runtime/package.json")).resolve("ajv/dist/2020.js");
  writeFileSync(join(folder, "index.cjs"), `require(${JSON.stringify(ajv)});\n`);
  const modules = await listModules('await import("compiles/index.cjs");\n');
  expect(modules).toContain("ajv/dist/core.js");
  expect(modules).toContain("compiles/index.cjs");
});

test("the author's half of the runtime adds less than 1 kB to a plugin's bundle", async () => {
  const tools = createRequire(createRequire(join(ROOT, "package.json")).resolve("tsup"));
  const { build } = tools("esbuild") as {
    build(options: object): Promise<{ outputFiles: readonly { contents: Uint8Array; text: string }[] }>;
  };
  const bundle = async (importLine: string): Promise<string> => {
    const contents = `${importLine}\nexport default definePlugin({ hooks: { "turn.start": () => undefined } });\n`;
    const stdin = { contents, resolveDir: base, loader: "js" };
    const { outputFiles } = await build({ stdin, bundle: true, format: "esm", platform: "node", write: false });
    expect(outputFiles).toHaveLength(1);
    return outputFiles[0]?.text ?? "";
  };
  const own = await bundle("const definePlugin = (plugin) => plugin;");
  const ours = await bundle('import { definePlugin } from "@kodex/runtime/plugin";');
  expect(ours).toContain("function definePlugin");
  expect(Buffer.byteLength(ours) - Buffer.byteLength(own)).toBeLessThan(1000);
});
