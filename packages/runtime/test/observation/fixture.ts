import { cpSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KodexConfig, localPlugins, packagePlugins, type Runtime, type RuntimeOptions } from "@kodex/runtime";
import { createTemporaryRuntime, createTemporaryWorkspace } from "../temporary-runtime.ts";

const FOLDER = fileURLToPath(new URL("fixtures", import.meta.url));

/** Names of all fixtures, sorted. */
export const FIXTURES: readonly string[] = readdirSync(FOLDER).sort();

/**
 * A runtime in a copy of a fixture, loaded. What tools of the repository would trip over has another name there:
 * `x.txt` stands for `x`, and `installed` for `node_modules`.
 */
export async function loadFixture(
  name: string,
  options: RuntimeOptions = {},
): Promise<{ readonly runtime: Runtime; readonly workspace: string }> {
  const { path } = createTemporaryWorkspace();
  cpSync(join(FOLDER, name), path, { recursive: true });
  for (const file of readdirSync(path, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".txt")) renameSync(join(path, file), join(path, file.slice(0, -".txt".length)));
  if (existsSync(join(path, "installed"))) renameSync(join(path, "installed"), join(path, "node_modules"));
  const settings = join(path, "kodex.json");
  const config = existsSync(settings) ? (JSON.parse(readFileSync(settings, "utf8")) as KodexConfig) : {};
  const runtime = await createTemporaryRuntime({ cwd: path, config, sources: [localPlugins(), packagePlugins()], ...options });
  await runtime.load();
  return { runtime, workspace: path };
}
