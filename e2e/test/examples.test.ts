import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installPacked } from "../support/install-packed.ts";
import { type Outcome, runProgram } from "../support/run-program.ts";
import { listPackages, ROOT } from "../support/workspace.ts";

const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) => existsSync(join(ROOT, "examples", name, "package.json")));
const PLUGINS = EXAMPLES.filter((name) => name !== "agent");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) process.stderr.write("skipped: word-count needs python3, which is not on this machine\n");
// Put together here so that no file of this repository holds a credential.
const TOKEN = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");

/** Below it lie the packages and the examples, each from its tarball. */
let installed: string;
/** The user's project, a repository with one commit. */
let project: string;

beforeAll(async () => {
  installed = realpathSync(mkdtempSync(join(tmpdir(), "kodex-examples-")));
  await installPacked(installed, [...listPackages(), ...EXAMPLES.map((name) => `examples/${name}`)]);
}, 120_000);
afterAll(() => rmSync(installed, { recursive: true }));

beforeEach(async () => {
  project = join(installed, "projects", String(Math.random()).slice(2));
  mkdirSync(project, { recursive: true });
  write("package.json", JSON.stringify({ name: "project", private: true, dependencies: toDependencies(PLUGINS) }));
  write("README.md", "# A project\n");
  await run("git", ["init", "--quiet", "--initial-branch=main"]);
  await run("git", ["add", "--all"]);
  await run("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message", "start"]);
});

function toDependencies(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`@kodex-examples/${name}`, "*"]));
}

function write(file: string, text: string): void {
  writeFileSync(join(project, file), text);
}

function run(program: string, args: readonly string[]): Promise<Outcome> {
  return runProgram(program, args, project, toEnv());
}

function toEnv(): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: "1", KODEX_HOME: join(installed, "state"), KODEX_CONFIG_HOME: join(installed, "config") };
}

function runInstalled(command: string, ...args: readonly string[]): Promise<Outcome> {
  return run(join(installed, "node_modules/.bin", command), args);
}

async function askAgent(task: string, ...args: readonly string[]): Promise<Outcome> {
  return runInstalled("kodex-example-agent", task, ...args);
}

/** Runs the agent and sends it one SIGINT as soon as `isReady`. */
async function interruptOnce(task: string, isReady: () => boolean): Promise<Outcome> {
  const child = spawn(join(installed, "node_modules/.bin/kodex-example-agent"), [task], {
    cwd: project,
    env: toEnv(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = new Promise<number>((resolve) => void child.on("close", (status) => resolve(status ?? -1)));
  while (!isReady() && child.exitCode === null) await setTimeout(20);
  child.kill("SIGINT");
  return { status: await ended, output };
}

async function readJson(
  command: string,
  ...args: readonly string[]
): Promise<{ readonly ok: boolean; readonly data: Record<string, unknown> }> {
  const { output } = await runInstalled("kodex", command, "--json", ...args);
  return JSON.parse(output.slice(output.indexOf("{"))) as { ok: boolean; data: Record<string, unknown> };
}

test("there are examples", () => {
  expect(EXAMPLES).toEqual(["agent", "code-format", "command-guard", "git-context", "secret-redactor", "word-count"]);
});

describe("the agent from its tarball", () => {
  test("redacts, tells the state of the repository, routes and answers in a project of its own", async () => {
    write("README.md", "# A project\n\nchanged\n");
    const { output, status } = await askAgent(`What changed here? My token is ${TOKEN}.`);
    expect(status, output).toBe(0);
    expect(output).toContain("My token is [redacted: github].");
    expect(output).not.toContain(TOKEN);
    expect(output).toContain("On branch main.");
    expect(output).toContain("vcs.diff answered");
    expect(output).toMatch(/doctor {2}healthy: 4 of 4 plugins loaded/);
  });

  test("writes a note, formatted", async () => {
    const { output, status } = await askAgent("Write this to note.md: ```*  one\n*  two```");
    expect(status, output).toBe(0);
    expect(readFileSync(join(project, "note.md"), "utf8")).toBe("- one\n- two\n");
  });

  test("denies what the guard asks about unless told otherwise", async () => {
    const task = "Run `touch made; rm -f $UNKNOWN`";
    expect((await askAgent(task)).output).toContain("known in full only when it runs");
    expect(existsSync(join(project, "made"))).toBe(false);
    await askAgent(task, "--ask", "allow");
    expect(existsSync(join(project, "made"))).toBe(true);
  });

  test.skipIf(!hasPython)("takes in a plugin of another language from a folder", async () => {
    const folder = join(project, "more");
    cpSync(join(installed, "node_modules/@kodex-examples/word-count"), join(folder, "word-count"), { recursive: true });
    const { output, status } = await askAgent(`Count ${"word ".repeat(250)}`, "--plugins", folder, "--json");
    const { doctor, turns } = JSON.parse(output) as { doctor: { summary: unknown }; turns: readonly { context: string }[] };
    expect(turns[0]?.context).toContain("The prompt is long: 251 words.");
    expect(doctor.summary).toMatchObject({ loaded: 5 });
    expect(status).toBe(0);
  });

  test("ends what is under way when it is interrupted, and says so", async () => {
    const file = join(project, "pid");
    const readPid = (): number => (existsSync(file) ? Number(readFileSync(file, "utf8")) : 0);
    const { output, status } = await interruptOnce("Run `echo $$ > pid; exec sleep 60`", () => readPid() > 0);
    expect([status, output.endsWith("interrupted\n")], output).toEqual([130, true]);
    expect(() => process.kill(readPid(), 0)).toThrow("ESRCH");
  });

  test("says how it is used, and ends with 2 for an option that it does not know", async () => {
    expect(await runInstalled("kodex-example-agent", "--help")).toMatchObject({
      status: 0,
      output: expect.stringContaining("--workspace <dir>"),
    });
    expect(await runInstalled("kodex-example-agent", "--nonsense")).toMatchObject({
      status: 2,
      output: expect.stringContaining("--nonsense"),
    });
  });
});

describe("the plugins from their tarballs, as packages of a project", () => {
  test.each(PLUGINS)("%s is valid", async (name) => {
    const { output, status } = await runInstalled("kodex", "validate", join(installed, "node_modules/@kodex-examples", name));
    if (name === "word-count" && !hasPython) return expect(output).toContain("python3");
    expect(status, output).toBe(0);
  });

  test("are all listed", async () => {
    const { data } = await readJson("list");
    expect(
      (data["plugins"] as readonly { readonly name: string; readonly status: string }[]).map(({ name, status }) => [name, status]),
    ).toEqual(PLUGINS.map((name) => [name, "loaded"]));
  });

  test("secret-redactor redacts a prompt", async () => {
    const { data } = await readJson("emit", "prompt.preprocess", "--payload", JSON.stringify({ text: `use ${TOKEN}` }));
    expect(data["payload"]).toEqual({ text: "use [redacted: github]" });
  });

  test("command-guard needs its grant, and without it denies", async () => {
    const payload = JSON.stringify({ tool: "shell", callId: "1", input: { command: "ls" } });
    const denied = await readJson("emit", "tool.before", "--payload", payload);
    expect([denied.ok, denied.data["decision"]]).toEqual([false, "deny"]);
    write("kodex.json", JSON.stringify({ plugins: { "command-guard": { grant: ["env:HOME"] } } }));
    expect((await readJson("emit", "tool.before", "--payload", payload)).data["decision"]).toBe("allow");
  });

  test("code-format formats", async () => {
    write("kodex.json", JSON.stringify({ plugins: { "code-format": { grant: ["fs:$workspace/**:read", "fs:$workspace/**:write"] } } }));
    const { data } = await readJson("invoke", "code.format", "--input", JSON.stringify({ path: "a.ts", text: "x=1" }));
    expect(data["output"]).toEqual({ text: "x = 1;\n", changed: true });
  });

  test.skipIf(!hasPython)("word-count counts", async () => {
    const { data } = await readJson("invoke", "text.count", "--input", '{"text":"one two"}');
    expect(data["output"]).toEqual({ words: 2, lines: 1, characters: 7 });
  });
});
