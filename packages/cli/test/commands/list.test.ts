import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/greeter.js": PLUGINS.greeter })));
afterEach(() => workspace.remove());

async function list(...words: string[]): Promise<readonly { name: string; status: string; code?: string }[]> {
  return (await workspace.ask(["list", ...words])).data["plugins"] as readonly { name: string; status: string; code?: string }[];
}

test("an empty folder has no plugins, and is told how to start one", async () => {
  mkdirSync(join(workspace.cwd, "empty"));
  expect(await list("--cwd", "empty")).toEqual([]);
  expect((await workspace.run(["list", "--cwd", "empty"])).stdout).toBe(
    `There are no plugins in ${join(workspace.cwd, "empty")}. Start one with \`kodex scaffold <name>\`.\n`,
  );
});

test("a plugin that is broken is listed with its reason, and the others are loaded", async () => {
  workspace.write({ "plugins/broken/kodex.plugin.json": "{" });
  const { code, data, diagnostics } = await workspace.ask(["list"]);
  expect(code).toBe(0);
  expect((data["plugins"] as { status: string }[]).map(({ status }) => status)).toEqual(["error", "loaded"]);
  expect(diagnostics).toMatchObject([{ code: "JSON_INVALID", severity: "error" }]);
});

test("a plugin without a name goes by its file, seen from the workspace", async () => {
  workspace.write({ "plugins/broken/kodex.plugin.json": "{" });
  expect((await workspace.run(["list"])).stdout).toMatch(/^plugins\/broken\/kodex\.plugin\.json +error /m);
  expect(await list()).toMatchObject([{ name: join(workspace.cwd, "plugins/broken/kodex.plugin.json") }, { name: "greeter" }]);
});

test("a terminal that does not know its width is given all of it", async () => {
  const { stdout } = await workspace.run(["list"], { columns: 0 });
  expect(stripVTControlCharacters(stdout)).toContain("HOOKS AND CAPABILITIES");
});

test("--strict makes the first problem the command's", async () => {
  workspace.write({ "plugins/broken/kodex.plugin.json": "{" });
  const { code, data, diagnostics } = await workspace.ask(["list", "--strict"]);
  expect([code, data]).toEqual([1, {}]);
  expect(diagnostics).toMatchObject([{ code: "JSON_INVALID" }]);
});

describe("where plugins are looked for", () => {
  const manifest = (name: string): string =>
    JSON.stringify({ manifestVersion: 1, name, version: "1.0.0", main: "./index.js", hooks: { "turn.start": {} } });
  beforeEach(() =>
    workspace.write({
      "package.json": JSON.stringify({ dependencies: { "from-package": "1" } }),
      "node_modules/from-package/package.json": JSON.stringify({ name: "from-package", version: "1.0.0" }),
      "node_modules/from-package/kodex.plugin.json": manifest("from-package"),
      "other/second/kodex.plugin.json": manifest("second"),
      "third/third/kodex.plugin.json": manifest("third"),
    }),
  );
  const names = async (...words: string[]): Promise<string[]> => (await list(...words)).map(({ name }) => name);

  test("by default ./plugins and the installed packages", async () => {
    expect(await names()).toEqual(["greeter", "from-package"]);
  });

  test("--plugins takes the place of ./plugins, and adds up", async () => {
    expect(await names("--plugins", "other")).toEqual(["second", "from-package"]);
    expect(await names("--plugins", "other", "--plugins", "third")).toEqual(["second", "third", "from-package"]);
  });

  test("--no-packages leaves the packages out", async () => {
    expect(await names("--no-packages")).toEqual(["greeter"]);
  });

  test("kodex.json names folders relative to itself", async () => {
    workspace.write({ "settings/kodex.json": '{"sources":{"local":["../other"],"packages":false}}' });
    expect(await names("--config", "settings/kodex.json")).toEqual(["second"]);
  });

  test("the folders of the user and the organization come on top", async () => {
    workspace.write({ ".user/kodex.json": '{"sources":{"local":["../other"]}}', "org.json": '{"sources":{"local":["third"]}}' });
    const { data } = await workspace.ask(["list", "--no-packages"], { env: { KODEX_ORG_CONFIG: join(workspace.cwd, "org.json") } });
    expect((data["plugins"] as { name: string }[]).map(({ name }) => name)).toEqual(["third", "second", "greeter"]);
  });

  test("--safe-mode loads first-party plugins only", async () => {
    const plugins = await list("--safe-mode");
    expect(plugins.map(({ name, status }) => [name, status])).toEqual([
      ["greeter", "loaded"],
      ["from-package", "skipped"],
    ]);
    expect(plugins[1]?.code).toBe("PLUGIN_SAFE_MODE");
  });
});

describe("isolation", () => {
  test("in-process can be asked for", async () => {
    expect((await workspace.ask(["list", "--isolation", "in-process"])).code).toBe(0);
  });

  test("a level that cannot be had is refused", async () => {
    const { code, diagnostics } = await workspace.ask(["list", "--isolation", "os"]);
    expect(code).toBe(1);
    expect(diagnostics).toEqual([
      {
        severity: "error",
        code: "ISOLATION_UNAVAILABLE",
        message: '--isolation asks for "os", and only in-process can be had',
        hint: "Add --allow-lower-isolation to run with less.",
      },
    ]);
  });

  test("--allow-lower-isolation runs with less and says so", async () => {
    const { code, diagnostics } = await workspace.ask(["list", "--isolation", "os", "--allow-lower-isolation"]);
    expect(code).toBe(0);
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "ISOLATION_LOWERED" }]);
  });
});

test.each([60, 90, 200])("the table fits %i columns", async (columns) => {
  const hooks = ["prompt.preprocess", "tool.before", "tool.after", "turn.start", "session.start", "session.end"];
  workspace.write({
    [`plugins/long/kodex.plugin.json`]: JSON.stringify({
      manifestVersion: 1,
      name: `a-plugin-with-a-name-that-goes-on-for-quite-a-while`,
      version: "10.20.30",
      main: "./index.js",
      hooks: Object.fromEntries(hooks.map((hook) => [hook, {}])),
    }),
  });
  const { stdout } = await workspace.run(["list"], { columns });
  const lines = stripVTControlCharacters(stdout).trimEnd().split("\n");
  expect(lines).toHaveLength(3);
  expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
});
