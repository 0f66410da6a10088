// Generates anew and fails when a committed file was not what the generator makes of today's model.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function readGenerated() {
  const folder = join(root, "packages/manifest");
  const files = ["schemas", "src"].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: "utf8" }).map((file) => join(folder, part, file)),
  );
  const generated = files.filter((file) => /\.gen\.(?:ts|js)$|\.schema\.json$/.test(file)).concat(join(root, "docs/hooks.md"));
  return new Map(generated.map((file) => [file, readFileSync(file, "utf8")]));
}

const before = readGenerated();
const { status } = spawnSync("pnpm", ["generate"], { cwd: root, stdio: "inherit" });
const after = readGenerated();
const stale = [...after].filter(([file, text]) => before.get(file) !== text).map(([file]) => file);
if (before.size < 10) throw new Error(`only ${before.size} generated files were found`);
for (const file of stale) console.error(`${file} was not what \`pnpm generate\` makes`);
process.exit(status === 0 && stale.length === 0 ? 0 : 1);
