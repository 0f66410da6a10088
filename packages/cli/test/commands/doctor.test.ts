import { join } from "node:path";
import type { DoctorCheck } from "@kodex/manifest";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/greeter.js": PLUGINS.greeter })));
afterEach(() => workspace.remove());

test("a healthy workspace exits with 0", async () => {
  expect(await workspace.ask(["doctor"])).toMatchObject({ code: 0, ok: true, data: { healthy: true, summary: { loaded: 1, fail: 0 } } });
  expect((await workspace.run(["doctor"])).stdout).toMatch(/^healthy: 1 of 1 plugin loaded/m);
});

test("a plugin that is broken exits with 1 and has a check with its code and what mends it", async () => {
  workspace.write({ "plugins/broken/kodex.plugin.json": '{"manifestVersion":1,"name":"broken","version":"1.0.0","main":"./gone.js"}' });
  const { code, data } = await workspace.ask(["doctor"]);
  expect(code).toBe(1);
  expect(data).toMatchObject({
    healthy: false,
    checks: expect.arrayContaining([
      expect.objectContaining({
        status: "fail",
        code: "PLUGIN_ENTRY_MISSING",
        message: expect.stringContaining("gone.js"),
        hint: expect.any(String),
      }),
    ]),
  });
});

test("a kodex.json that is no JSON is a failed check with its place", async () => {
  workspace.write({ "kodex.json": '{\n  "strict": tru\n}' });
  const { code, data } = await workspace.ask(["doctor"]);
  expect([code, data]).toMatchObject([1, { healthy: false, summary: { plugins: 1, loaded: 1 } }]);
  expect((data["checks"] as unknown[])[0]).toMatchObject({
    id: "config.1",
    status: "fail",
    code: "JSON_INVALID",
    message: expect.stringMatching(/ \(line 2\)$/),
    hint: expect.any(String),
    file: join(workspace.cwd, "kodex.json"),
  });
});

test("each problem is printed once, with its place", async () => {
  workspace.write({
    "plugins/broken/kodex.plugin.json": '{\n  "manifestVersion": 1\n  "name": "broken"\n}',
    "plugins/absent/kodex.plugin.json": '{"manifestVersion":1,"name":"absent","version":"1.0.0","main":"./gone.js"}',
  });
  const { stderr, stdout } = await workspace.run(["doctor"]);
  expect(stderr).toBe("");
  const absent = join(workspace.cwd, "plugins/absent/kodex.plugin.json");
  const broken = join(workspace.cwd, "plugins/broken/kodex.plugin.json");
  expect(stdout).toContain(`[PLUGIN_ENTRY_MISSING]\n  ${absent}\n  → Build the plugin, or mend "main" in its manifest.\n`);
  expect(stdout).toContain(`✖ not valid JSON: a comma is missing  [JSON_INVALID]\n  ${broken}:3:3\n  → Write a comma before it.\n`);
  expect(stdout).toMatch(/^unhealthy: 1 of 3 plugins loaded, 2 checks passed, 0 warnings, 2 failed$/m);
});

test("a finding that is no check is printed beside them", async () => {
  const { stderr } = await workspace.run(["doctor", "--isolation", "worker", "--allow-lower-isolation"]);
  expect(stderr).toContain("[ISOLATION_LOWERED]");
});

describe("what looks like a plugin and is passed over", () => {
  const code = 'module.exports = { hooks: { "turn.start": () => undefined } };';

  test("is a warning with what is amiss", async () => {
    workspace.write({ "plugins/old.cjs": code, "plugins/bare/index.js": code });
    const { code: exit, data } = await workspace.ask(["doctor"]);
    expect([exit, data]).toMatchObject([0, { healthy: true, summary: { warn: 2 } }]);
    const [old, bare] = [join(workspace.cwd, "plugins/old.cjs"), join(workspace.cwd, "plugins/bare")];
    expect((data["checks"] as DoctorCheck[]).filter(({ status }) => status === "warn")).toEqual([
      {
        id: `passed-over.${bare}`,
        status: "warn",
        code: "PLUGIN_PASSED_OVER",
        message: `${bare} has no kodex.plugin.json and is passed over`,
        hint: `Write one, or move ${join(bare, "index.js")} up as a single file.`,
        file: bare,
      },
      {
        id: `passed-over.${old}`,
        status: "warn",
        code: "PLUGIN_PASSED_OVER",
        message: `${old} is no .js, .mjs, .ts or .mts file and is passed over`,
        hint: "Give it one of these endings.",
        file: old,
      },
    ]);
  });

  test("is no helper, no hidden file and no folder of packages", async () => {
    workspace.write({
      "plugins/lib/index.js": "export const double = (number) => 2 * number;",
      "plugins/.old.cjs": code,
      "plugins/node_modules/x/index.js": code,
      "plugins/lines.cjs": "module.exports = (text) => text.split('\\n');",
    });
    expect((await workspace.ask(["doctor"])).data).toMatchObject({ summary: { plugins: 1, warn: 0 } });
  });
});

test("a workspace without plugins is told how to start one", async () => {
  const empty = createWorkspace();
  const { stdout } = await empty.run(["doctor"]);
  empty.remove();
  expect(stdout).toMatch(
    /^healthy: 0 of 0 plugins loaded, 1 check passed, 0 warnings, 0 failed\n {2}→ Start a plugin with `kodex scaffold <name>`\.\n$/m,
  );
});

test("a broken kodex.json is a failed check, and the rest is examined without it", async () => {
  workspace.write({ "kodex.json": '{\n  "plugns": {}\n}' });
  const { code, data, diagnostics } = await workspace.ask(["doctor"]);
  expect(code).toBe(1);
  expect(data).toMatchObject({ healthy: false, summary: { plugins: 1, loaded: 1 } });
  expect((data["checks"] as { id: string }[])[0]).toMatchObject({
    id: "config.1",
    status: "fail",
    code: "SCHEMA_KEY_UNKNOWN",
    message: expect.stringMatching(/"plugns".* \(line 2\)$/),
    hint: 'Did you mean "plugins"?',
    file: join(workspace.cwd, "kodex.json"),
  });
  expect(diagnostics[0]).toMatchObject({ code: "SCHEMA_KEY_UNKNOWN", line: 2 });
  expect((await workspace.run(["doctor"])).stdout).toMatch(/^✖ .*"plugns".*\n {2}.*kodex\.json:2:3\n {2}→ Did you mean "plugins"\?$/m);
});
