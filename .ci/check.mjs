// Every check, one line each; the output of those that fail; at the end the true totals.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installDebianPackages } from "./debian.mjs";
import { setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const isFull = process.argv.includes("--full");

/** Workspaces with tests of their own, found by their `test` script. */
const suites = ["packages", "examples"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .concat("bench", "e2e")
  .filter(
    (folder) =>
      existsSync(join(root, folder, "package.json")) &&
      JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).scripts?.test !== undefined,
  );
const turbo = (...args) => ["turbo", "run", ...args, "--output-logs=full", "--log-order=grouped", "--continue"];

/** Name, command, and for suites the folders whose reports are counted. */
const STEPS = [
  { name: "generated files are fresh", command: ["node", ".ci/check-generated.mjs"] },
  { name: "lint", command: turbo("lint") },
  { name: "import rules", command: ["node", ".ci/check-imports.mjs"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "build", command: turbo("build") },
  { name: "typecheck", command: turbo("typecheck") },
  { name: "unused code", command: ["knip"] },
  { name: "packages: publint and attw", command: ["node", ".ci/check-packages.mjs"] },
  { name: "api reports", command: ["node", ".ci/api-report.mjs"] },
  { name: "api reference", command: ["node", ".ci/api-docs.mjs"] },
  { name: "unit tests", command: turbo("test", "--filter=!@kodex/e2e"), suites: suites.filter((suite) => suite !== "e2e") },
  {
    name: "e2e tests",
    command: turbo("test", "--filter=@kodex/e2e", ...(isFull ? ["--force"] : [])),
    suites: suites.filter((suite) => suite === "e2e"),
  },
  { name: "matrix", command: ["node", ".ci/matrix.mjs", ...(isFull ? ["--full"] : [])], totals: true },
];

installDebianPackages();
setUp(root);
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const step of STEPS) await runStep(step);
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped === 0 ? "" : `, ${totals.skipped} skipped`}`);
process.exit(totals.failed === 0 ? 0 : 1);

async function runStep({ command, name, suites: folders = [], totals: printsTotals = false }) {
  const startedAt = Date.now();
  for (const folder of folders) rmSync(join(root, folder, ".reports"), { recursive: true, force: true });
  const { output, status } = await run(command);
  const counts =
    folders.length > 0
      ? sum(folders.map(readReport))
      : printsTotals
        ? (readTotals(output) ?? { passed: 0, failed: 1, skipped: 0 })
        : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  // A runner that fails although all its tests passed has failed at something else.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(totals)) totals[key] += counts[key];
  const mark = counts.failed === 0 ? "✔" : "✖";
  const detail =
    folders.length > 0 || printsTotals
      ? `  ${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`}`
      : "";
  console.log(`${mark} ${name.padEnd(28)} ${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s${detail}`);
  if (counts.failed > 0) console.log(output);
}

function run([program, ...args]) {
  const env = {
    ...process.env,
    PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
    FORCE_COLOR: "0",
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ output: error.message, status: 1 }));
    child.on("close", (status) => resolve({ output, status: status ?? 1 }));
  });
}

/** Counts of one suite. A file that could not be imported is a failed test; a suite without a report or a test too. */
function readReport(folder) {
  const file = join(root, folder, ".reports/vitest.json");
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { numFailedTests, numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  const broken = testResults.filter(
    ({ assertionResults, status }) => status === "failed" && assertionResults.every((result) => result.status !== "failed"),
  ).length;
  const isEmpty = numPassedTests + numFailedTests === 0 && broken === 0;
  return { passed: numPassedTests, failed: numFailedTests + broken + (isEmpty ? 1 : 0), skipped: numPendingTests };
}

function readTotals(output) {
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(output);
  return match === null ? undefined : { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
}

function sum(all) {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  });
}
