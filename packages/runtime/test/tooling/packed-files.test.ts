import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkPackedFiles } from "../../src/tooling/packed-files.ts";

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), "kodex-packed-"))));
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  }
}
const plugin = { "kodex.plugin.json": { main: "./dist/index.js" }, "dist/index.js": "", "src/index.ts": "" };
const missing = async (): Promise<(string | undefined)[]> => (await checkPackedFiles(root)).map(({ message }) => message.split(" ").at(-1));

test("a folder that is no package lacks nothing", async () => {
  write(plugin);
  expect(await checkPackedFiles(root)).toEqual([]);
});

test.each([
  ["no list", undefined, []],
  ["both", ["dist", "kodex.plugin.json"], []],
  ["patterns", ["dist/**/*.js", "*.json"], []],
  ["a pattern that fits other files only", ["dist/*.css", "kodex.plugin.json"], ["dist/index.js"]],
  ["the folder alone", ["dist"], ["kodex.plugin.json"]],
  ["what is taken back", ["dist", "!dist/index.js", "kodex.plugin.json"], ["dist/index.js"]],
  ["an empty list", [], ["kodex.plugin.json", "dist/index.js"]],
])('"files" with %s', async (_, files, expected) => {
  write({ ...plugin, "package.json": { name: "x", version: "1.0.0", files } });
  expect(await missing()).toEqual(expected);
});

test("an .npmignore takes files out where there is no list", async () => {
  write({ ...plugin, "package.json": { name: "x", version: "1.0.0" }, ".npmignore": "dist\n" });
  const [diagnostic] = await checkPackedFiles(root);
  expect(diagnostic).toEqual({
    severity: "error",
    code: "PACKED_FILE_MISSING",
    message: `a package of ${root} would not carry dist/index.js`,
    hint: 'Add "dist/index.js" to "files" in package.json, and take it out of .npmignore.',
    file: join(root, "package.json"),
    path: "/files",
  });
});

test("files of a command are needed when they lie in the plugin", async () => {
  write({
    "kodex.plugin.json": { command: ["python3", "./main.py"] },
    "main.py": "",
    "package.json": { name: "x", version: "1.0.0", files: ["kodex.plugin.json"] },
  });
  expect(await missing()).toEqual(["main.py"]);
});

test("dependencies that are bundled are not looked into", async () => {
  write({ ...plugin, "package.json": { name: "x", version: "1.0.0", dependencies: { y: "1" }, bundleDependencies: ["y"] } });
  expect(await checkPackedFiles(root)).toEqual([]);
});

test("a package.json that is not JSON is named", async () => {
  write({ ...plugin, "package.json": "{" });
  expect(await checkPackedFiles(root)).toMatchObject([{ code: "PACKAGE_JSON_INVALID", file: join(root, "package.json") }]);
});
