// Packs every published package and looks at the tarballs as npm users would: publint in strict mode, and attw.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "kodex-pack-"));
let failures = 0;
for (const name of readdirSync(join(root, "packages"))) {
  const cwd = join(root, "packages", name);
  const { exports } = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
  run("pnpm", ["pack", "--pack-destination", folder], cwd);
  const tarball = join(
    folder,
    readdirSync(folder).find((file) => file.startsWith(`kodex-${name}-`)),
  );
  const packed = JSON.parse(execFileSync("tar", ["-xOf", tarball, "package/package.json"], { encoding: "utf8" }));
  if (JSON.stringify(packed.exports) !== JSON.stringify(exports)) fail(`${name} is packed with other exports than its sources have`);
  run("publint", ["--strict", tarball], cwd);
  // A package that exports nothing but its package.json has no types to look at.
  if (exports["."] !== undefined) run("attw", ["--profile", "esm-only", "--exclude-entrypoints", "schemas", "--", tarball], cwd);
}
rmSync(folder, { recursive: true });
process.exit(failures === 0 ? 0 : 1);

function run(program, args, cwd) {
  const { status, stderr, stdout } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status === 0) return;
  fail(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
}

function fail(why) {
  failures += 1;
  console.error(why);
}
