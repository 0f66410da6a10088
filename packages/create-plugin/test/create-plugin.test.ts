import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Prompts } from "../src/ask.ts";
import { createPlugin } from "../src/create-plugin.ts";

let cwd: string;
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-create-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

async function run(words: readonly string[], prompts?: Prompts): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const code = await createPlugin(words, {
    cwd,
    stdout: { write: (text) => void (written.stdout += text) },
    stderr: { write: (text) => void (written.stderr += text) },
    ...(prompts === undefined ? {} : { loadPrompts: () => Promise.resolve(prompts) }),
  });
  return { code, ...written };
}

/** A person who is never to be asked. */
const silent: Prompts = {
  text: () => Promise.reject(new Error("asked for a text")),
  select: () => Promise.reject(new Error("asked for a choice")),
};

test("makes a package in a folder of its own and says what to do next", async () => {
  expect(await run(["hello"])).toEqual({
    code: 0,
    stdout: [
      "+ hello/README.md",
      "+ hello/package.json",
      "+ hello/.gitignore",
      "+ hello/kodex.plugin.json",
      "+ hello/src/index.ts",
      "+ hello/test/plugin.test.ts",
      "+ hello/tsconfig.json",
      "",
      "Next:",
      "  cd hello",
      "  npm install",
      "  npm test",
      "",
    ].join("\n"),
    stderr: "",
  });
});

test.each([
  [["hello", "--template", "file"], "plugins/hello.mjs"],
  [["hello", "--lang", "python"], "plugins/hello/main.py"],
  [["hello", "--lang", "js"], "plugins/hello.mjs"],
  [["hello", "--lang", "ts"], "hello/src/index.ts"],
  [["--yes"], "my-plugin/src/index.ts"],
])("makes of %j the file %s without a question", async (words, file) => {
  expect(await run(words)).toMatchObject({ code: 0, stderr: "" });
  expect(existsSync(join(cwd, file))).toBe(true);
});

test("asks nothing with --yes on a terminal", async () => {
  expect(await run(["hello", "--yes"], silent)).toMatchObject({ code: 0, stderr: "" });
});

test("asks on a terminal, and makes what was answered", async () => {
  const prompts: Prompts = { text: () => Promise.resolve("hello"), select: () => Promise.resolve("file" as never) };
  expect(await run(["--lang", "ts"], prompts)).toMatchObject({ code: 0, stderr: "" });
  expect(readdirSync(join(cwd, "plugins"))).toEqual(["hello.mts"]);
});

test("ends with 130 when the person breaks off, and writes nothing", async () => {
  expect(await run([], { ...silent, text: () => Promise.resolve(undefined) })).toEqual({ code: 130, stdout: "", stderr: "" });
  expect(readdirSync(cwd)).toEqual([]);
});

test("ends with 2 when the words are wrong", async () => {
  expect(await run(["hello", "--temlate", "file"])).toEqual({
    code: 2,
    stdout: "",
    stderr: '✖ there is no option "--temlate"\n  → Did you mean "--template"?\n',
  });
  expect(readdirSync(cwd)).toEqual([]);
});

test("ends with 1 when something is in the way, and with 0 with --force", async () => {
  writeFileSync(join(cwd, "hello"), "");
  const words = ["hello", "--template", "package"];
  expect(await run(words)).toMatchObject({ code: 1, stdout: "" });
  rmSync(join(cwd, "hello"));
  expect((await run(words)).code).toBe(0);
  expect(await run(words)).toEqual({
    code: 1,
    stdout: "",
    stderr: `✖ ${join(cwd, "hello/README.md")} is already there\n  → Choose another name, or overwrite it with --force.\n`,
  });
  expect((await run([...words, "--force"])).code).toBe(0);
});

test("ends with 1 when the name is none", async () => {
  expect(await run(["Hello"])).toMatchObject({ code: 1, stderr: expect.stringContaining('→ Write "hello".') as string });
});

test("shows its help and makes nothing", async () => {
  const { code, stderr, stdout } = await run(["hello", "--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const option of ["--template", "--lang", "--yes", "--force", "--help"]) expect(stdout).toContain(option);
  expect(readdirSync(cwd)).toEqual([]);
});
