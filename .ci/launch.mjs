// The way in for `npm start`, `npm test` and `npm run bench`, on a machine with Node and npm only: puts the pinned pnpm
// on the path, by npx, and hands over to the job.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "..");
const [job, ...args] = process.argv.slice(2);
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: 20.19 or later is needed.`);
  process.exit(1);
}

const SCRIPTS = { start: "start.mjs", test: "check.mjs", bench: "bench.mjs" };
const script = join(folder, SCRIPTS[job]);
const { status } = spawnSync("npx", ["--yes", "--package", packageManager, "--", "node", script, ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, npm_config_update_notifier: "false", npm_config_loglevel: "error" },
});
process.exit(status ?? 1);
