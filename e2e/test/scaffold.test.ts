import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { TEMPLATES } from "@kodex/create-plugin";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPacked } from "../support/install-packed.ts";
import { runProgram } from "../support/run-program.ts";
import { ROOT } from "../support/workspace.ts";
import { toUserEnvironment } from "../support/user-environment.ts";

// A folder outside the repository in which the packed packages are installed, and the tools of the templates beside them.
const base = mkdtempSync(join(tmpdir(), "kodex-scaffold-"));
const bin = join(base, "node_modules/.bin");
const env = { ...process.env, KODEX_HOME: join(base, "home"), NO_COLOR: "1", PATH: `${bin}:${process.env["PATH"]}` };
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const onPython = hasPython ? "" : " (skipped: there is no python3)";

beforeAll(async () => {
  await installPacked(base);
  for (const tool of ["tsup", "typescript", "vitest"]) symlinkSync(join(ROOT, "node_modules", tool), join(base, "node_modules", tool));
  for (const tool of ["tsup", "tsc", "vitest"]) symlinkSync(join(ROOT, "node_modules/.bin", tool), join(bin, tool));
}, 120_000);
afterAll(() => rmSync(base, { recursive: true }));

/** Runs a program of a third party to its end and gives what it printed; fails when the program does. */
async function must(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  const { output, status } = await runProgram(program, args, folder, env);
  expect(status, `${program} ${args.join(" ")}\n${output}`).toBe(0);
  return output;
}

function createWorkspace(name: string, packageJson: object = { private: true, type: "module" }): string {
  const folder = join(base, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson));
  return folder;
}

/** Puts a packed plugin into the dependencies of a new workspace, as an install would. */
async function installPlugin(name: string, tarball: string): Promise<string> {
  const folder = createWorkspace(`${name}-host`, { private: true, dependencies: { [name]: "0.1.0" } });
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  await must(target, "tar", "-xzf", tarball, "--strip-components=1");
  return folder;
}

/** A host finds the plugin, loads it and hears its greeting. */
async function expectGreeting(workspace: string, plugin: string, origin: string): Promise<void> {
  const { data: listed } = JSON.parse(await must(workspace, "kodex", "list", "--json", "--strict")) as {
    data: { plugins: readonly object[] };
  };
  expect(listed.plugins).toEqual([expect.objectContaining({ name: plugin, version: "0.1.0", status: "loaded", origin })]);
  const emitted = await must(workspace, "kodex", "emit", "prompt.preprocess", "--payload", '{"text":"hello"}', "--json");
  expect(JSON.parse(emitted)).toMatchObject({
    ok: true,
    data: { context: [{ plugin: `${plugin}@0.1.0`, text: `${plugin} says hello.` }] },
  });
}

async function expectValid(workspace: string, path: string): Promise<void> {
  const { data } = JSON.parse(await must(workspace, "kodex", "validate", path, "--json")) as { data: object };
  expect(data).toEqual({ valid: true, diagnostics: [] });
}

async function pack(folder: string): Promise<{ readonly tarball: string; readonly files: readonly string[] }> {
  const output = await must(folder, "npm", "pack", "--json", "--silent");
  const [packed] = JSON.parse(output.slice(output.indexOf("[\n"))) as [{ filename: string; files: readonly { path: string }[] }];
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path).toSorted() };
}

describe("the package", () => {
  const author = join(base, "author");
  const folder = join(author, "greeter");
  beforeAll(async () => {
    mkdirSync(author);
    await must(author, "create-plugin", "greeter", "--yes");
  });

  test("asks for releases of the runtime, and for tools, by range", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      devDependencies: Readonly<Record<string, string>>;
    };
    expect(Object.keys(devDependencies)).toEqual(["@kodex/runtime", "@types/node", "tsup", "typescript", "vitest"]);
    for (const range of Object.values(devDependencies)) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
  });

  test("type-checks, tests, validates, packs and loads without an edit", { timeout: 120_000 }, async () => {
    await must(folder, "npm", "run", "typecheck");
    expect(await must(folder, "npm", "test")).toContain("1 passed");
    await expectValid(folder, ".");
    const { files, tarball } = await pack(folder);
    expect(files).toEqual(["README.md", "dist/index.js", "kodex.plugin.json", "package.json"]);
    await expectGreeting(await installPlugin("greeter", tarball), "greeter", "package");
  });

  test("installs and passes its tests with what its package.json asks for", { timeout: 300_000 }, async () => {
    const alone = mkdtempSync(join(tmpdir(), "kodex-install-"));
    try {
      const tarballs = join(alone, "tarballs");
      for (const name of ["manifest", "runtime"]) await must(join(ROOT, "packages", name), "pnpm", "pack", "--pack-destination", tarballs);
      await must(alone, "create-plugin", "greeter", "--yes");
      const own = join(alone, "greeter");
      // Not yet released, the two come from their tarballs; everything else as the package says.
      const paths = readdirSync(tarballs).map((file) => join(tarballs, file));
      const options = ["--no-save", "--no-audit", "--no-fund", "--prefer-offline"];
      const patient = { cwd: own, env: { ...toUserEnvironment(), NO_COLOR: "1" }, timeout: 200_000 };
      await promisify(execFile)("npm", ["install", ...options, ...paths], patient);
      expect(existsSync(join(own, "node_modules/typescript/package.json"))).toBe(true);
      expect((await promisify(execFile)("npm", ["run", "typecheck"], patient)).stderr).toBe("");
      expect((await promisify(execFile)("npm", ["test"], patient)).stdout).toContain("1 passed");
    } finally {
      rmSync(alone, { recursive: true });
    }
  });
});

describe.each([
  ["js", "mjs"],
  ["ts", "mts"],
])("the single file in %s", (language, extension) => {
  test("type-checks, validates, loads and answers without an edit", { timeout: 120_000 }, async () => {
    const workspace = createWorkspace(`file-${language}`);
    const file = `plugins/greeter.${extension}`;
    await must(workspace, "kodex", "scaffold", "greeter", "--template", "file", "--lang", language);
    expect(readdirSync(join(workspace, "plugins"))).toEqual([`greeter.${extension}`]);
    const strict = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--skipLibCheck"];
    await must(workspace, "tsc", ...strict, "--module", "nodenext", "--target", "es2023", "--types", "node", file);
    await expectValid(workspace, file);
    await expectGreeting(workspace, "greeter", "local");
  });
});

describe("the command", () => {
  test.skipIf(!hasPython)(`tests, validates, loads, packs and loads again without an edit${onPython}`, { timeout: 120_000 }, async () => {
    const workspace = createWorkspace("command");
    await must(workspace, "create-plugin", "counter", "--template", "command", "--yes");
    const folder = join(workspace, "plugins/counter");
    expect(await must(folder, "npm", "test")).toContain("Ran 2 tests");
    await expectValid(workspace, folder);
    await expectGreeting(workspace, "counter", "local");
    const { files, tarball } = await pack(folder);
    expect(files).toEqual(["README.md", "kodex.plugin.json", "main.py", "package.json"]);
    await expectGreeting(await installPlugin("counter", tarball), "counter", "package");
  });
});

test("every template is tried here", () => {
  expect(TEMPLATES).toEqual(["file", "package", "command"]);
});

test("the command line and the initializer make the same files", async () => {
  const [one, two] = [createWorkspace("one"), createWorkspace("two")];
  await must(one, "kodex", "scaffold", "greeter", "--template", "package");
  await must(two, "create-plugin", "greeter", "--template", "package", "--yes");
  const read = (folder: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [
          join(entry.parentPath, entry.name).slice(folder.length),
          readFileSync(join(entry.parentPath, entry.name), "utf8"),
        ]),
    );
  const made = read(join(two, "greeter"));
  expect(Object.keys(made)).toContain("/.gitignore");
  expect(read(join(one, "plugins/greeter"))).toEqual(made);
});

test("a second run overwrites nothing, and says how it could", async () => {
  const workspace = createWorkspace("again");
  const words = ["greeter", "--template", "file"];
  await must(workspace, "create-plugin", ...words);
  const file = join(workspace, "plugins/greeter.mjs");
  writeFileSync(file, "// mine\n");
  const { output, status } = await runProgram("create-plugin", words, workspace, env);
  expect([status, readFileSync(file, "utf8")]).toEqual([1, "// mine\n"]);
  expect(output).toMatch(/greeter\.mjs is already there\n {2}→ Choose another name, or overwrite it with --force\.\n$/);
  await must(dirname(workspace), "create-plugin", "--help");
});
