// Builds what is measured, then measures: `pnpm bench [suite…] [--quick] [--write]`.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
setUp(root);
build(root, "@kodex/bench...");
const { status } = spawnSync(process.execPath, ["dist/main.js", ...process.argv.slice(2)], { cwd: join(root, "bench"), stdio: "inherit" });
process.exit(status ?? 1);
