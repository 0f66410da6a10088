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

test("a place without a plugin exits with 1", async () => {
  const { code, diagnostics } = await workspace.ask(["validate", "nowhere"]);
  expect([code, diagnostics]).toMatchObject([1, [{ code: "PLUGIN_NOT_FOUND" }]]);
});
