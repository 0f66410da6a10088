import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { CALL, PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(
  () =>
    void (workspace = createWorkspace({
      "plugins/guard.js": PLUGINS.guard,
      "plugins/asker.js": PLUGINS.asker,
      "kodex.json": '{"plugins":{"asker":{"enabled":false}}}',
    })),
);
afterEach(() => workspace.remove());

test("every handler is there with its place or why it will not run", async () => {
  const { code, data } = await workspace.ask(["explain", "tool.before"]);
  expect(code).toBe(0);
  expect(data).toMatchObject({
    handlers: [
      { plugin: "guard@1.0.0", willRun: true, position: 1 },
      { plugin: "asker@1.0.0", willRun: false, code: "PLUGIN_DISABLED" },
    ],
  });
});

test("of one plugin by its name", async () => {
  const { data } = await workspace.ask(["explain", "tool.before", "guard", "--payload", CALL]);
  expect(data).toMatchObject({ handlers: [{ plugin: "guard@1.0.0" }] });
  expect((await workspace.run(["explain", "tool.before", "guard"])).stdout).toMatch(/^1 +guard@1\.0\.0 +runs/m);
});

test("of a plugin that does not declare the hook says so, and exits with 1", async () => {
  const { code, data, ok } = await workspace.ask(["explain", "turn.start", "guard"]);
  expect([code, ok]).toEqual([1, false]);
  expect(data).toEqual({
    handlers: [{ plugin: "guard@1.0.0", willRun: false, reason: 'guard@1.0.0 does not declare "turn.start"', code: "HOOK_NOT_HANDLED" }],
  });
  expect((await workspace.run(["explain", "turn.start", "guard"])).stdout).toContain(
    'guard@1.0.0 does not declare "turn.start"  [HOOK_NOT_HANDLED]',
  );
});

test("of a plugin that cannot be read says that nobody knows", async () => {
  workspace.write({ "plugins/sick/kodex.plugin.json": "{" });
  const { code, data } = await workspace.ask(["explain", "tool.before", "sick"]);
  expect(code).toBe(0);
  expect(data).toMatchObject({ handlers: [{ willRun: false, code: "JSON_INVALID" }] });
});

test("of a plugin that is not there exits with 1 and the nearest one", async () => {
  const { code, diagnostics } = await workspace.ask(["explain", "tool.before", "gaurd"]);
  expect(code).toBe(1);
  expect(diagnostics[0]).toEqual({
    severity: "error",
    code: "PLUGIN_NOT_FOUND",
    message: 'there is no plugin "gaurd"',
    hint: 'Did you mean "guard"?',
  });
});

test("of a hook that does not exist is wrong use", async () => {
  const { code, diagnostics } = await workspace.ask(["explain", "tool.befor"]);
  expect([code, diagnostics]).toMatchObject([2, [{ code: "HOOK_UNKNOWN", hint: 'Did you mean "tool.before"?' }]]);
});
