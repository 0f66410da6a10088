import { LANGUAGES, scaffoldPlugin, TEMPLATES } from "@kodex/create-plugin";
import { afterEach, beforeEach, expect, test } from "vitest";
import { COMMANDS } from "../../src/commands.ts";
import { createWorkspace, type Workspace } from "../support/kodex.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace()));
afterEach(() => workspace.remove());

test("a plugin that was started is listed", async () => {
  expect(await workspace.ask(["scaffold", "hello"])).toMatchObject({ code: 0, data: { files: ["plugins/hello.mjs"] } });
  expect((await workspace.ask(["list"])).data).toMatchObject({ plugins: [{ name: "hello", status: "loaded" }] });
});

test("people are told what to run next", async () => {
  const { stdout } = await workspace.run(["scaffold", "words", "--template", "package"]);
  const { next } = scaffoldPlugin({ name: "words", template: "package", folder: "plugins", cwd: workspace.cwd, force: true });
  expect(next.length).toBeGreaterThan(0);
  expect(stdout.endsWith(`\nNext\n${next.map((command) => `  ${command}\n`).join("")}`)).toBe(true);
});

test("what is in the way is overwritten with --force only", async () => {
  workspace.write({ "plugins/hello.mjs": "mine" });
  expect(await workspace.ask(["scaffold", "hello"])).toMatchObject({ code: 1, diagnostics: [{ code: "FILE_IN_THE_WAY" }] });
  expect(workspace.read("plugins/hello.mjs")).toBe("mine");
  expect((await workspace.ask(["scaffold", "hello", "--force"])).code).toBe(0);
  expect(workspace.read("plugins/hello.mjs")).toContain('name: "hello"');
});

test.each([
  [["Hello World"], 1, "NAME_INVALID"],
  [["hello", "--template", "command", "--lang", "ts"], 1, "LANGUAGE_UNFIT"],
  [["hello", "--template", "comand"], 2, "OPTION_VALUE_INVALID"],
])("%j exits with %i and %s", async (words, exit, code) => {
  expect(await workspace.ask(["scaffold", ...words])).toMatchObject({ code: exit, diagnostics: [{ code }] });
});

test("the options offer what there are templates for", () => {
  const choices = (flags: string) => COMMANDS["scaffold"]?.options.find(([candidate]) => candidate === flags)?.[2];
  expect(choices("--template <name>")).toEqual(TEMPLATES);
  expect(choices("--lang <language>")).toEqual(LANGUAGES);
});
