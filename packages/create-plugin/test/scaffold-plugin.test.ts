import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkManifest, KodexError } from "@kodex/manifest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scaffold, type ScaffoldOptions, scaffoldPlugin } from "@kodex/create-plugin";

let cwd: string;
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-scaffold-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

const make = (changes: Partial<ScaffoldOptions> = {}): Scaffold =>
  scaffoldPlugin({ name: "hello", template: "package", folder: ".", cwd, force: false, ...changes });
const filesIn = (scaffold: Scaffold): string[] => scaffold.files.map((file) => file.slice(cwd.length + 1));

function problemOf(changes: Partial<ScaffoldOptions>): unknown {
  try {
    return make(changes);
  } catch (error) {
    if (!KodexError.is(error)) throw error;
    return [error.code, error.message, error.hint];
  }
}

test.each<[Partial<ScaffoldOptions>, string[]]>([
  [{ template: "file" }, ["hello.mjs"]],
  [{ template: "file", language: "ts", folder: "plugins" }, ["plugins/hello.mts"]],
  [
    { template: "package" },
    [
      "hello/README.md",
      "hello/package.json",
      "hello/.gitignore",
      "hello/kodex.plugin.json",
      "hello/src/index.ts",
      "hello/test/plugin.test.ts",
      "hello/tsconfig.json",
    ],
  ],
  [
    { template: "command" },
    ["hello/README.md", "hello/package.json", "hello/.gitignore", "hello/kodex.plugin.json", "hello/main.py", "hello/test_main.py"],
  ],
])("makes of %j exactly the files that it names", (options, files) => {
  const scaffold = make(options);
  expect(filesIn(scaffold)).toEqual(files);
  expect(
    readdirSync(cwd, { recursive: true, encoding: "utf8" })
      .filter((file) => lstatSync(join(cwd, file)).isFile())
      .toSorted(),
  ).toEqual(files.toSorted());
});

test.each(["package", "command"] as const)("puts the whole name into the %s, and the folder is named without its scope", (template) => {
  const { files } = make({ name: "@acme/hello", template });
  const texts = files.map((file) => readFileSync(file, "utf8"));
  expect(texts.filter((text) => /__[A-Z]+__/.test(text.replaceAll("__pycache__", "")))).toEqual([]);
  expect(texts.filter((text) => text.includes('"name": "@acme/hello"'))).toHaveLength(2);
  expect(existsSync(join(cwd, "hello/kodex.plugin.json"))).toBe(true);
  expect(checkManifest(readFileSync(join(cwd, "hello/kodex.plugin.json"), "utf8"))).toEqual([]);
});

test("says what to run next", () => {
  const emit = `npx --package @kodex/cli kodex emit prompt.preprocess --payload '{"text":"hello"}'`;
  expect(make({ template: "package" }).next).toEqual(["cd hello", "npm install", "npm test"]);
  expect(make({ template: "file", folder: "plugins" }).next).toEqual([emit]);
  expect(make({ template: "command", folder: "plugins" }).next).toEqual(["python3 -m unittest discover plugins/hello", emit]);
});

test.each([
  ["Hello", 'Write "hello".'],
  ["my plugin", 'Write "my-plugin".'],
  [" hello", 'Write "hello".'],
  ["../hello", 'Write a name such as "hello-world".'],
  ["", 'Write a name such as "hello-world".'],
])("refuses the name %j", (name, hint) => {
  const message = `"${name}" is not a plugin name: lower-case letters, digits and single hyphens, at most 64 a segment`;
  expect(problemOf({ name })).toEqual(["NAME_INVALID", message, hint]);
  expect(readdirSync(cwd)).toEqual([]);
});

test("refuses a language that the template is not there in", () => {
  expect(problemOf({ template: "package", language: "python" })).toEqual([
    "LANGUAGE_UNFIT",
    'there is no template "package" in "python"; there is one in ts',
    "Write --lang ts.",
  ]);
});

test("writes nothing when one file is in the way", () => {
  mkdirSync(join(cwd, "hello/src"), { recursive: true });
  writeFileSync(join(cwd, "hello/src/index.ts"), "mine");
  expect(problemOf({})).toEqual([
    "FILE_IN_THE_WAY",
    `${join(cwd, "hello/src/index.ts")} is already there`,
    "Choose another name, or overwrite it with --force.",
  ]);
  expect(readdirSync(join(cwd, "hello"))).toEqual(["src"]);
  expect(readFileSync(join(cwd, "hello/src/index.ts"), "utf8")).toBe("mine");
});

test("overwrites with force, and leaves alone what is not its own", () => {
  mkdirSync(join(cwd, "hello"));
  for (const file of ["README.md", "notes.md"]) writeFileSync(join(cwd, "hello", file), "mine");
  make({ force: true });
  expect(readFileSync(join(cwd, "hello/README.md"), "utf8")).toContain("# hello");
  expect(readFileSync(join(cwd, "hello/notes.md"), "utf8")).toBe("mine");
});

test("takes a link that leads nowhere for something in the way, and never writes through a link", () => {
  symlinkSync(join(cwd, "elsewhere"), join(cwd, "hello.mjs"));
  expect(problemOf({ template: "file" })).toEqual([
    "FILE_IN_THE_WAY",
    `${join(cwd, "hello.mjs")} is already there`,
    "Choose another name, or overwrite it with --force.",
  ]);
  make({ template: "file", force: true });
  expect([existsSync(join(cwd, "elsewhere")), lstatSync(join(cwd, "hello.mjs")).isFile()]).toEqual([false, true]);
});

test("says what it could not write", () => {
  writeFileSync(join(cwd, "plugins"), "a file where a folder should be");
  const file = join(cwd, "plugins/hello.mjs");
  const [code, message, hint] = problemOf({ template: "file", folder: "plugins" }) as string[];
  expect([code, hint]).toEqual(["WRITE_FAILED", `Make room at ${file}, or choose another folder.`]);
  expect(message).toMatch(/hello\.mjs could not be written: (?:ENOTDIR|EEXIST)/);
  mkdirSync(join(cwd, "hello.mjs"));
  expect((problemOf({ template: "file", force: true }) as string[])[0]).toBe("WRITE_FAILED");
});
