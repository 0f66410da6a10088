import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/greeter.js": PLUGINS.greeter })));
afterEach(() => workspace.remove());

test("a plugin is switched off and on again, and says so", async () => {
  const file = join(workspace.cwd, "kodex.json");
  expect(await workspace.ask(["disable", "greeter"])).toMatchObject({
    code: 0,
    data: { plugin: "greeter", enabled: false, changed: true, file },
  });
  expect((await workspace.ask(["list"])).data).toMatchObject({
    plugins: [{ name: "greeter", status: "skipped", code: "PLUGIN_DISABLED" }],
  });
  expect((await workspace.run(["disable", "greeter"])).stdout).toBe("greeter was off already\n");
  expect((await workspace.run(["enable", "greeter"])).stdout).toBe(`✔ greeter is on in ${file}\n`);
  expect((await workspace.ask(["list"])).data).toMatchObject({ plugins: [{ name: "greeter", status: "loaded" }] });
});

test("one hook is switched off", async () => {
  const { data } = await workspace.ask(["disable", "greeter#prompt.preprocess"]);
  expect(data).toMatchObject({ plugin: "greeter", hook: "prompt.preprocess", enabled: false });
  expect((await workspace.ask(["explain", "prompt.preprocess"])).data).toMatchObject({
    handlers: [{ willRun: false, code: "HOOK_DISABLED" }],
  });
});

test.each([
  ["gretter", 'there is no plugin "gretter"', 'Did you mean "greeter"?'],
  ["greeter#prompt.proprecess", 'greeter has no hook "prompt.proprecess"', 'Did you mean "prompt.preprocess"?'],
])("%s is not found, and nothing is written", async (word, message, hint) => {
  const { code, diagnostics } = await workspace.ask(["disable", word]);
  expect([code, diagnostics]).toEqual([1, [{ severity: "error", code: "PLUGIN_NOT_FOUND", message, hint }]]);
  expect(existsSync(join(workspace.cwd, "kodex.json"))).toBe(false);
});

test("a plugin that is gone and has settings can be switched", async () => {
  workspace.write({ "kodex.json": '{"plugins":{"gone":{"enabled":false}}}' });
  expect((await workspace.ask(["enable", "gone"])).data).toMatchObject({ plugin: "gone", enabled: true });
  expect(workspace.read("kodex.json")).toBe("{\n}");
});

test("what the user has switched off stays off, and who did it is named", async () => {
  workspace.write({ ".user/kodex.json": '{"plugins":{"greeter":{"enabled":false}}}' });
  const { code, data, diagnostics } = await workspace.ask(["enable", "greeter"]);
  expect([code, data]).toMatchObject([1, { enabled: false, changed: false }]);
  expect(diagnostics).toMatchObject([
    {
      code: "CONFIG_OVERRULED",
      message: "greeter stays off: the user configuration has switched it off",
      file: join(workspace.cwd, ".user/kodex.json"),
    },
  ]);
});

test("a broken file is left as it is", async () => {
  workspace.write({ "kodex.json": "{ no" });
  expect(await workspace.ask(["disable", "greeter"])).toMatchObject({ code: 1, diagnostics: [{ code: "JSON_INVALID" }] });
  expect(workspace.read("kodex.json")).toBe("{ no");
});
