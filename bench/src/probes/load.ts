// Finds plugins once: `load <floor|kodex> <folders|packages> <workspace>`. Prints milliseconds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRuntime, localPlugins, packagePlugins } from "@kodex/runtime";

const [who = "floor", layout = "folders", workspace = "."] = process.argv.slice(2);
const startedAt = performance.now();
const count = who === "floor" ? readAll() : await load();
const durationMs = performance.now() - startedAt;
process.stdout.write(JSON.stringify({ durationMs, found: count() }));

/** Reads and parses the manifests, and nothing else. */
function readAll(): () => number {
  const root = layout === "folders" ? join(workspace, "plugins") : join(workspace, "node_modules");
  const names =
    layout === "folders"
      ? readdirSync(root)
      : Object.keys((JSON.parse(readFileSync(join(workspace, "package.json"), "utf8")) as { dependencies: object }).dependencies);
  const manifests = names.map((name) => JSON.parse(readFileSync(join(root, name, "kodex.plugin.json"), "utf8")) as unknown);
  return () => manifests.length;
}

async function load(): Promise<() => number> {
  const source = layout === "folders" ? localPlugins() : packagePlugins();
  const runtime = await createRuntime({ cwd: workspace, sources: [source], stateDirectory: join(workspace, "state") });
  await runtime.load();
  return () => runtime.list().filter(({ status }) => status === "loaded").length;
}
