import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PluginValidationError } from "@kodex/manifest";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig, readConfig } from "../../../src/tooling/config/load-config.ts";

let cwd: string;
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-config-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, value: unknown): void {
  mkdirSync(join(cwd, file, ".."), { recursive: true });
  writeFileSync(join(cwd, file), typeof value === "string" ? value : JSON.stringify(value));
}
const place = () => ({ cwd, env: { KODEX_CONFIG_HOME: join(cwd, "user") }, systemFolder: join(cwd, "system") });

test("folders are relative to the file that names them, and rank by whose file it is", () => {
  write("kodex.json", { sources: { local: ["mine"] } });
  write("user/kodex.json", { sources: { local: ["./plugins"] } });
  write("system/kodex.json", { sources: { local: ["guards"] } });
  const { config, folders } = loadConfig(place());
  expect(folders).toEqual([
    { folder: join(cwd, "system/guards"), tier: "policy" },
    { folder: join(cwd, "user/plugins"), tier: "user" },
    { folder: join(cwd, "mine"), tier: "project" },
  ]);
  expect(config.sources?.local).toEqual(folders.map(({ folder }) => folder));
});

test("a workspace that names no folder has ./plugins, whatever others add", () => {
  write("user/kodex.json", { sources: { local: ["./plugins"] } });
  expect(loadConfig(place()).folders).toEqual([
    { folder: join(cwd, "user/plugins"), tier: "user" },
    { folder: join(cwd, "plugins"), tier: "project" },
  ]);
});

describe("a file that is not valid", () => {
  beforeEach(() => {
    write("kodex.json", "{\n  nonsense\n}");
    write("user/kodex.json", { strict: true });
  });

  test("is thrown with its place", () => {
    expect(() => loadConfig(place())).toThrow(PluginValidationError);
    expect(readConfig(place()).diagnostics).toMatchObject([{ code: "JSON_INVALID", file: join(cwd, "kodex.json"), line: 2 }]);
  });

  test("adds nothing when it is only read, and the others hold", () => {
    const { config, files } = readConfig(place());
    expect(config.strict).toBe(true);
    expect(files.map(({ status }) => status)).toEqual(["invalid", "read", "absent"]);
  });
});

test("a folder where a file should be is named", () => {
  mkdirSync(join(cwd, "kodex.json"));
  const [diagnostic] = readConfig(place()).diagnostics;
  expect(diagnostic?.code).toBe("CONFIG_UNREADABLE");
  expect(diagnostic?.message).toContain(`${join(cwd, "kodex.json")} cannot be read: EISDIR`);
});
