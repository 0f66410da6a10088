import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = "node_modules/.kodex-setup";

/** Installs what the lockfile says, unless that has been done already. Quiet when there is nothing to do. */
export function setUp(root) {
  const stamp = toStamp(root);
  const file = join(root, STAMP);
  if (existsSync(file) && readFileSync(file, "utf8") === stamp) return;
  console.error("Installing packages …");
  run("pnpm", ["install", "--frozen-lockfile", "--reporter=append-only"], root);
  writeFileSync(file, stamp);
}

/** Builds what has changed since the last build. `only` is a filter of turbo's. */
export function build(root, only) {
  if (!existsSync(join(root, "packages/runtime/dist"))) console.error("Building …");
  run(
    "turbo",
    ["run", "build", "--output-logs=errors-only", "--log-order=grouped", ...(only === undefined ? [] : ["--filter", only])],
    root,
  );
}

/** Runs a program; its output is shown only when it fails. Ends this process then. */
function run(program, args, cwd) {
  const path = `${join(cwd, "node_modules/.bin")}:${process.env.PATH}`;
  const { error, status, stderr, stdout } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" },
    maxBuffer: 1 << 28,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${error === undefined ? "" : `${error.message}\n`}`);
  console.error(`${program} ${args[0]} failed`);
  process.exit(1);
}

/** Changes whenever an install would do something else. */
function toStamp(root) {
  const manifests = ["packages", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, "package.json")),
  );
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "bench/package.json", "e2e/package.json", ...manifests].filter(
    (file) => existsSync(join(root, file)),
  );
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}
