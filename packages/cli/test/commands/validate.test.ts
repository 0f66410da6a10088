import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/greeter.js": PLUGINS.greeter })));
afterEach(() => workspace.remove());

test("a valid plugin exits with 0", async () => {
  expect(await workspace.ask(["validate", "plugins/greeter.js"])).toMatchObject({ code: 0, ok: true, data: { valid: true } });
  expect((await workspace.run(["validate", "plugins/greeter.js"])).stdout).toBe(`✔ ${workspace.cwd}/plugins/greeter.js is valid\n`);
});

test("an invalid plugin exits with 1 and every finding", async () => {
  workspace.write({ "plugins/bad/kodex.plugin.json": '{"manifestVersion":1,"name":"Bad","version":"1"}' });
  const { code, data, diagnostics } = await workspace.ask(["validate", "plugins/bad"]);
  expect(code).toBe(1);
  expect(diagnostics.map(({ code: name }) => name)).toEqual(expect.arrayContaining(["NAME_INVALID", "VERSION_INVALID"]));
  expect(data).toEqual({ valid: false, diagnostics });
});

test("a plugin is held against another version of the plugin API", async () => {
  expect(await workspace.ask(["validate", "plugins/greeter.js", "--against", "1.9.0"])).toMatchObject({ code: 0, data: { valid: true } });
  const { code, data, diagnostics } = await workspace.ask(["validate", "plugins/greeter.js", "--against", "2.0.0"]);
  expect(code).toBe(1);
  expect(diagnostics).toEqual([
    expect.objectContaining({
      severity: "error",
      code: "ENGINE_UNSUPPORTED",
      message: "greeter@1.0.0 needs the plugin API ^1.0.0; it is held against 2.0.0",
      plugin: "greeter@1.0.0",
      path: "/engines/kodex",
    }),
  ]);
  expect(data).toEqual({ valid: false, diagnostics });
});

test("a version that is none is wrong use", async () => {
  const { code, diagnostics } = await workspace.ask(["validate", "plugins/greeter.js", "--against", "next"]);
  expect(code).toBe(2);
  expect(diagnostics).toEqual([
    {
      severity: "error",
      code: "OPTION_VALUE_INVALID",
      message: '--against is "next", and must be a version such as 1.0.0',
      hint: "Write --against 1.0.0.",
    },
  ]);
});

test("a place without a plugin exits with 1", async () => {
  const { code, diagnostics } = await workspace.ask(["validate", "nowhere"]);
  expect([code, diagnostics]).toMatchObject([1, [{ code: "PLUGIN_NOT_FOUND" }]]);
});
