import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace()));
afterEach(() => workspace.remove());

test("without a file the defaults apply", async () => {
  const { code, data } = await workspace.ask(["config"]);
  expect(code).toBe(0);
  expect(data["value"]).toEqual({ sources: { local: [join(workspace.cwd, "plugins")], packages: true }, strict: false });
  expect((data["files"] as { layer: string; status: string }[]).map(({ layer, status }) => [layer, status])).toEqual([
    ["workspace", "absent"],
    ["user", "absent"],
    ["organization", "absent"],
  ]);
});

describe("one value", () => {
  beforeEach(() => workspace.write({ "kodex.json": '{"plugins":{"@a/lint":{"hooks":{"tool.before":{"priority":5}}}}}' }));

  test.each(["plugins.@a/lint.hooks.tool.before.priority", "/plugins/@a~1lint/hooks/tool.before/priority"])("by %s", async (key) => {
    const { code, data } = await workspace.ask(["config", key]);
    expect([code, data]).toMatchObject([0, { key, value: 5 }]);
    expect(await workspace.run(["config", key])).toEqual({ code: 0, stdout: "5\n", stderr: "" });
  });

  test("may be a group", async () => {
    expect((await workspace.run(["config", "plugins.@a/lint.hooks"])).stdout).toBe('{\n  "tool.before": {\n    "priority": 5\n  }\n}\n');
  });

  test("that is not set exits with 1 and the nearest one", async () => {
    const { code, diagnostics } = await workspace.ask(["config", "strickt"]);
    expect([code, diagnostics]).toEqual([
      1,
      [{ severity: "error", code: "CONFIG_KEY_UNSET", message: '"strickt" is not set', hint: 'Did you mean "strict"?' }],
    ]);
  });
});

test("--explain says where each value comes from, and what else was said", async () => {
  workspace.write({
    "kodex.json": '{\n  "strict": false,\n  "plugins": {\n    "lint": { "enabled": true }\n  }\n}\n',
    ".user/kodex.json": '{\n  "plugins": { "lint": { "enabled": false } }\n}\n',
  });
  const file = join(workspace.cwd, "kodex.json");
  const user = join(workspace.cwd, ".user/kodex.json");
  const { data } = await workspace.ask(["config", "--explain"]);
  const settings = data["settings"] as { key: string }[];
  expect(settings.find(({ key }) => key === "plugins.lint.enabled")).toEqual({
    key: "plugins.lint.enabled",
    value: false,
    layer: "user",
    file: user,
    line: 2,
    column: 26,
    others: [{ layer: "workspace", file, value: true, line: 4, column: 15 }],
  });
  const { stdout } = await workspace.run(["config", "--explain"]);
  expect(stdout).toContain(`plugins.lint.enabled = false  user, ${user}:2\n  also true  workspace, ${file}:4\n`);
  expect(stdout).toContain("sources.packages = true  default\n");
});

test("a file that is broken is named with its line", async () => {
  workspace.write({ "kodex.json": '{\n  "stict": true\n}' });
  const { code, diagnostics } = await workspace.ask(["config"]);
  expect(code).toBe(1);
  expect(diagnostics).toMatchObject([{ code: "SCHEMA_KEY_UNKNOWN", file: join(workspace.cwd, "kodex.json"), line: 2 }]);
});

test("a file that was named and is not there is named", async () => {
  const { code, diagnostics } = await workspace.ask(["config", "--config", "gone.json"]);
  expect(code).toBe(1);
  expect(diagnostics).toMatchObject([{ code: "CONFIG_UNREADABLE", hint: "Name a file that exists with --config." }]);
});
