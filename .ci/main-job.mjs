// The main job, once everything is built: the example agent with its plugins, on a copy of this repository.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { status } = spawnSync(process.execPath, ["dist/main.js", "--demo", ...process.argv.slice(2)], {
  cwd: join(root, "examples/agent"),
  stdio: "inherit",
});
process.exit(status ?? 1);
