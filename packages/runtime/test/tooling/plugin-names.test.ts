import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localPlugins } from "../../src/discovery/local-plugins.ts";
import { readPluginNames } from "../../src/tooling/plugin-names.ts";

let cwd: string;
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-names-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

function writeManifest(folder: string, text: string): void {
  mkdirSync(join(cwd, "plugins", folder), { recursive: true });
  writeFileSync(join(cwd, "plugins", folder, "kodex.plugin.json"), text);
}

test("names and capabilities come from manifests, and a single file is called after itself", () => {
  writeManifest("a", '{"name":"@x/format","capabilities":["code.format"]}');
  writeManifest("b", '{"name":"diff","capabilities":{"vcs.diff":{},"code.format":{}}}');
  writeFileSync(join(cwd, "plugins/hello.mjs"), "throw new Error('it was run')");
  expect(readPluginNames(cwd, [localPlugins()])).toEqual({
    plugins: ["@x/format", "diff", "hello"],
    capabilities: ["code.format", "vcs.diff"],
  });
});

test.each(["", "{", "null", "[]", '{"name":5,"capabilities":7}', '{"capabilities":[null]}'])(
  "a manifest that is %j adds nothing",
  (text) => {
    writeManifest("broken", text);
    expect(readPluginNames(cwd, [localPlugins()])).toEqual({ plugins: [], capabilities: [] });
  },
);
