import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestRuntime, type TestRuntime, type TestRuntimeOptions } from "@kodex/runtime/testing";
import { afterEach, describe, expect, test } from "vitest";

const MANIFEST = fileURLToPath(new URL("../kodex.plugin.json", import.meta.url));
const UGLY = "const  a = {b:1}\n";
const PRETTY = "const a = { b: 1 };\n";
let runtime: TestRuntime;
afterEach(() => runtime.close());

async function start(files: Readonly<Record<string, string>> = {}, options: TestRuntimeOptions = {}): Promise<TestRuntime> {
  runtime = await createTestRuntime(MANIFEST, { files, ...options });
  return runtime;
}

async function format(input: { readonly path: string; readonly text?: string }): Promise<unknown> {
  return (await runtime.invoke("code.format", input)).output;
}

function read(file: string): string {
  return readFileSync(join(runtime.workspace.path, file), "utf8");
}

describe("code.format", () => {
  test("formats a source that it is given, without reading or writing a file", async () => {
    await start();
    expect(await format({ path: "src/a.ts", text: UGLY })).toEqual({ text: PRETTY, changed: true });
    expect(existsSync(join(runtime.workspace.path, "src"))).toBe(false);
  });

  test("formats a file of the workspace and leaves writing it to the caller", async () => {
    await start({ "a.ts": UGLY });
    expect(await format({ path: "a.ts" })).toEqual({ text: PRETTY, changed: true });
    expect(await format({ path: join(runtime.workspace.path, "a.ts") })).toEqual({ text: PRETTY, changed: true });
    expect(read("a.ts")).toBe(UGLY);
  });

  test("says when there is nothing to change", async () => {
    await start();
    expect(await format({ path: "a.ts", text: PRETTY })).toEqual({ text: PRETTY, changed: false });
  });

  test.each([
    ["a.json", '{"a":1}', '{ "a": 1 }\n'],
    ["a.css", "a{color:red}", "a {\n  color: red;\n}\n"],
    ["a.md", "*  one\n*  two\n", "- one\n- two\n"],
    ["a.html", "<p>x", "<p>x</p>\n"],
    ["a.yaml", "a:   1\n", "a: 1\n"],
    ["a.jsx", "x=<a   />", "x = <a />;\n"],
  ])("formats %s by its name", async (path, text, formatted) => {
    await start();
    expect(await format({ path, text })).toEqual({ text: formatted, changed: true });
  });

  test("leaves languages that prettier does not know as they are", async () => {
    await start();
    expect(await format({ path: "a.py", text: "x=1" })).toEqual({
      text: "x=1",
      changed: false,
      untouched: 'prettier knows no language for "a.py"',
    });
  });

  test("tells where a source has a syntax error", async () => {
    await start();
    await expect(format({ path: "a.ts", text: "const = 1" })).rejects.toMatchObject({
      code: "CAPABILITY_FAILED",
      message: expect.stringMatching(/\(1:7\)/),
    });
  });

  test("tells when a file is not there", async () => {
    await start();
    await expect(format({ path: "none.ts" })).rejects.toMatchObject({
      code: "CAPABILITY_FAILED",
      message: expect.stringContaining("ENOENT"),
    });
  });

  test("does not read outside the workspace", async () => {
    await start();
    await expect(format({ path: "../../etc/passwd.json" })).rejects.toMatchObject({
      code: "CAPABILITY_FAILED",
      message: expect.stringContaining("fs:"),
    });
  });
});

describe("the style of the project", () => {
  test.each([
    [".prettierrc", "semi: false\n"],
    [".prettierrc", '{ "semi": false }'],
    [".prettierrc.json", '{ "semi": false }'],
    [".prettierrc.yaml", "semi: false\n"],
    [".prettierrc.toml", "semi = false\n"],
    ["package.json", '{ "prettier": { "semi": false } }'],
  ])("comes from %s", async (file, style) => {
    await start({ [file]: style });
    expect(await format({ path: "src/deep/a.ts", text: UGLY })).toMatchObject({ text: "const a = { b: 1 }\n" });
  });

  test("comes from the nearest folder", async () => {
    await start({ ".prettierrc": "semi: false\n", "src/.prettierrc": "semi: true\n" });
    expect(await format({ path: "src/a.ts", text: UGLY })).toMatchObject({ text: PRETTY });
  });

  test("may differ for some files", async () => {
    await start({ ".prettierrc": JSON.stringify({ overrides: [{ files: "*.test.ts", options: { semi: false } }] }) });
    expect(await format({ path: "a.test.ts", text: UGLY })).toMatchObject({ text: "const a = { b: 1 }\n" });
    expect(await format({ path: "a.ts", text: UGLY })).toMatchObject({ text: PRETTY });
  });

  test.each([
    ["prettier.config.mjs", "export default { semi: false };"],
    [".prettierrc.cjs", "module.exports = { semi: false };"],
  ])("is not guessed where %s would have to be run", async (file, code) => {
    await start({ [file]: `${code}\nglobalThis.styleWasRun = true;` });
    expect(await format({ path: "a.ts", text: UGLY })).toEqual({
      text: UGLY,
      changed: false,
      untouched: `the style is in ${file}, which would have to be run`,
    });
    expect(Reflect.has(globalThis, "styleWasRun")).toBe(false);
  });

  test("is not guessed where it needs plugins of prettier", async () => {
    await start({ ".prettierrc": '{ "plugins": ["./evil.mjs"] }', "evil.mjs": "globalThis.styleWasRun = true;" });
    expect(await format({ path: "a.ts", text: UGLY })).toMatchObject({
      changed: false,
      untouched: ".prettierrc names plugins of prettier, which would have to be run",
    });
    expect(Reflect.has(globalThis, "styleWasRun")).toBe(false);
  });

  test("leaves out what .prettierignore names", async () => {
    await start({ ".prettierignore": "generated/\n" });
    expect(await format({ path: "generated/a.ts", text: UGLY })).toMatchObject({
      changed: false,
      untouched: '.prettierignore names "generated/a.ts"',
    });
  });

  test("is the usual one when package.json is broken", async () => {
    await start({ "package.json": "{" });
    expect(await format({ path: "a.ts", text: UGLY })).toMatchObject({ text: PRETTY });
  });
});

describe("after a write", () => {
  const after = (tool: string, path: unknown) => runtime.emit("tool.after", { tool, callId: "1", input: { path }, output: "wrote" });

  test.each(["write_file", "edit_file"])("of %s the file is formatted and the model is told", async (tool) => {
    await start({ "src/a.ts": UGLY });
    const { context, payload } = await after(tool, "src/a.ts");
    expect(read("src/a.ts")).toBe(PRETTY);
    expect(payload.output).toBe("wrote");
    expect(context).toEqual([
      { plugin: "code-format@1.0.0", text: "src/a.ts was formatted after it was written: read it again before you edit it." },
    ]);
  });

  test("nothing is said about a file that needs no change", async () => {
    await start({ "a.ts": PRETTY, "a.py": "x=1" });
    for (const path of ["a.ts", "a.py"]) expect((await after("write_file", path)).context ?? []).toEqual([]);
    expect(read("a.py")).toBe("x=1");
  });

  test("a file with a syntax error stays as it is, and the model is told where the error is", async () => {
    await start({ "a.ts": "const = 1" });
    const { context, handlers } = await after("write_file", "a.ts");
    expect(handlers.map(({ status }) => status)).toEqual(["ok"]);
    expect(context?.[0]?.text).toMatch(/^a\.ts was left as it was written, since it cannot be parsed: .*\(1:7\)/s);
    expect(read("a.ts")).toBe("const = 1");
    expect(runtime.logs).toMatchObject([{ level: "warn", message: "a.ts cannot be formatted" }]);
  });

  test("a file outside the workspace is left alone", async () => {
    await start();
    const { handlers } = await after("write_file", "../outside.ts");
    expect(handlers).toMatchObject([{ status: "error", error: { code: "PERMISSION_DENIED" } }]);
  });

  test("of another tool, or without a path, nothing happens", async () => {
    await start({ "a.ts": UGLY });
    expect((await after("read_file", "a.ts")).handlers).toEqual([]);
    for (const path of [undefined, 7, ""]) expect((await after("write_file", path)).handlers.map(({ status }) => status)).toEqual(["ok"]);
    expect(read("a.ts")).toBe(UGLY);
  });

  test("nothing happens when it is switched off", async () => {
    await start({ "a.ts": UGLY }, { config: { formatOnWrite: false } });
    await after("write_file", "a.ts");
    expect(read("a.ts")).toBe(UGLY);
  });
});

test("is found by what a person would say", async () => {
  const { capabilities } = await start();
  const [best] = await capabilities.route("please format this file");
  expect(best).toMatchObject({ capability: "code.format", plugin: "code-format@1.0.0" });
});
