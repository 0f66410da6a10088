// The main job: the example agent with its plugins, on this repository.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
setUp(root);
build(root, "@kodex-examples/agent");
const { status } = spawnSync(process.execPath, ["dist/main.js", "--demo", ...process.argv.slice(2)], {
  cwd: join(root, "examples/agent"),
  stdio: "inherit",
});
process.exit(status ?? 1);
