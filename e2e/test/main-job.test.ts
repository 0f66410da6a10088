import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { type Outcome, runProgram } from "../support/run-program.ts";
import { ROOT } from "../support/workspace.ts";

/** What `npm start` does once everything is built; `.ci/start.mjs` does nothing else. */
const JOB = [".ci/main-job.mjs"];
const ENV = { ...process.env, NO_COLOR: "1" };
let before: readonly string[];
let job: Outcome;

beforeAll(async () => {
  before = await readState();
  job = await runProgram(process.execPath, JOB, ROOT, ENV);
});

/** What the job could leave behind: changes of the repository, and folders for the demo. */
async function readState(): Promise<readonly string[]> {
  const { output } = await runProgram("git", ["status", "--porcelain", "examples", ".ci"], ROOT);
  return [output, ...readdirSync(tmpdir()).filter((name) => name.startsWith("kodex-demo-"))];
}

/** The lines that begin with a step of the timeline, with what follows each up to the next. */
function entriesOf(step: string): readonly string[] {
  return [...job.output.matchAll(new RegExp(`^${step.replaceAll(".", "\\.")} .*\\n(?:[ ]{10,}.*\\n)*`, "gm"))].map(([entry]) => entry);
}

test("ends well", () => {
  expect(job.status, job.output).toBe(0);
});

test("shows the planted credential redacted, and nowhere the credential", () => {
  expect(job.output).toContain("my token is [redacted: github].");
  expect(job.output).not.toMatch(/ghp_[A-Za-z0-9]{10}/);
  expect(entriesOf("prompt.preprocess")[0]).toMatch(/└ +\d+\.\d ms {2}secret-redactor@\S+ gave text, context/);
});

test("shows the state of the repository as the model was told it", () => {
  expect(job.output).toMatch(/^ {2}(?:On branch \S+|No branch is checked out)\.$/m);
  expect(job.output).toMatch(/^ {2}Changed:\n {5}M CONTRIBUTING\.md$/m);
  expect(job.output).toMatch(/^ {2}Latest commits:\n {4}[0-9a-f]{7,} /m);
  expect(entriesOf("prompt.context")).toHaveLength(2);
});

test("shows a capability that the task was routed to, and its answer", () => {
  expect(job.output).toMatch(/^routed to\n {2}vcs\.diff of git-context@/m);
  expect(entriesOf("vcs.diff")).toEqual([expect.stringMatching(/└ +\d+\.\d ms {2}git-context@\S+ answered/)]);
  expect(job.output).toContain('vcs.diff answered {"diff":"diff --git a/CONTRIBUTING.md b/CONTRIBUTING.md');
});

test("shows a destructive command denied, by whom and why, and an ordinary one run", () => {
  const reason = '"rm -rf / --no-preserve-root" removes files outside the workspace (delete-outside)';
  const denied = entriesOf("tool.before").filter((entry) => / deny$/m.test(entry));
  expect(denied).toHaveLength(1);
  expect(denied[0]).toMatch(/^tool\.before +\d+\.\d ms {2}run_shell deny\n/);
  expect(denied[0]).toContain(reason);
  expect(job.output).toMatch(/The command ended with exit code 0\. A call was denied: command-guard@/);
});

test("shows a file formatted after it was written, and a format that was routed", () => {
  expect(entriesOf("tool.after")).toEqual([expect.stringMatching(/└ +\d+\.\d ms {2}code-format@\S+ gave context/)]);
  expect(job.output).toMatch(/^routed to\n {2}code\.format of code-format@/m);
  expect(job.output).toContain(
    String.raw`code.format answered {"text":"export const greet = (name: string) => ${"`"}Hello, ${"${name}"}${"`"};\n"`,
  );
});

test("ends with the doctor's verdict", () => {
  expect(job.output.trimEnd().split("\n").at(-1)).toMatch(
    /^doctor {2}healthy: 4 of 4 plugins loaded, \d+ checks passed, 0 warnings, 0 failed$/,
  );
});

test("leaves nothing behind, in the repository or beside it", async () => {
  expect(await readState()).toEqual(before);
});

test("says the same as one JSON document", async () => {
  const { output, status } = await runProgram(process.execPath, [...JOB, "--json"], ROOT, ENV);
  const report = JSON.parse(output) as { doctor: { healthy: boolean }; turns: readonly unknown[]; timeline: readonly { step: string }[] };
  expect([status, report.doctor.healthy, report.turns.length]).toEqual([0, true, 2]);
  expect(report.timeline.map(({ step }) => step)).toEqual(
    expect.arrayContaining(["session.start", "vcs.diff", "code.format", "session.end"]),
  );
  expect(output).not.toMatch(/ghp_[A-Za-z0-9]{10}/);
});
