import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toExecAtom } from "@kodex/manifest";
import type { ExecOptions, ExecResult } from "../../../src/plugin.ts";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { createFakeWorkspace, type FakeWorkspace } from "../../../src/testing/fake-workspace.ts";
import { createCall, createTestBroker, toRejection } from "../admitted.ts";
import { isAlive, until } from "../processes.ts";

let workspace: FakeWorkspace;
beforeEach(() => void (workspace = createFakeWorkspace({ "sub/a.txt": "a" })));
afterEach(() => workspace.remove());

const NODE = 'exec:node:["**"]';
const env = { PATH: process.env["PATH"], HOME: "/home/of-the-host", SECRET: "s", NODE_OPTIONS: "--no-warnings" };
const clock = createFakeClock();

function run(args: readonly string[], options: ExecOptions = {}, signal?: AbortSignal): Promise<ExecResult> {
  const { broker } = createTestBroker([NODE], { env, clock, cwd: workspace.path, stateDirectory: join(workspace.path, ".state") });
  return broker.exec("node", args, options, createCall({ cwd: workspace.path, ...(signal === undefined ? {} : { signal }) }));
}

const script = (code: string, options: ExecOptions = {}, signal?: AbortSignal): Promise<ExecResult> => run(["-e", code], options, signal);

/** Waits until a program has written a file. */
async function waitForFile(name: string): Promise<string> {
  const file = join(workspace.path, name);
  await until(() => existsSync(file) && readFileSync(file, "utf8") !== "");
  return readFileSync(file, "utf8");
}

const waitForEnd = (pid: number): Promise<void> => until(() => !isAlive(pid));

describe("a granted program", () => {
  test("gets its arguments as they are, without a shell", async () => {
    const odd = ["$HOME", "a b", "; echo no", "`id`", "*", "", '"', "é"];
    const { exitCode, stdout } = await script("console.log(JSON.stringify(process.argv.slice(1)))", {});
    expect([exitCode, stdout]).toEqual([0, "[]\n"]);
    expect(JSON.parse((await run(["-p", "JSON.stringify(process.argv.slice(1))", "--", ...odd])).stdout)).toEqual(odd);
  });

  test("gives its exit code and both streams; a failure is an answer", async () => {
    expect(await script("console.log('out'); console.error('err'); process.exitCode = 3")).toEqual({
      exitCode: 3,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  test("reads the text that it is given, and need not", async () => {
    expect((await script("process.stdin.pipe(process.stdout)", { stdin: "héllo" })).stdout).toBe("héllo");
    expect((await script("process.exit()", { stdin: "x".repeat(2 ** 20) })).exitCode).toBe(0);
  });

  test("sees a small environment and nothing else of the host's", async () => {
    expect(JSON.parse((await script("console.log(JSON.stringify(Object.keys(process.env).sort()))")).stdout)).toEqual(["HOME", "PATH"]);
  });

  test("runs in the folder of the event, or in one below it", async () => {
    expect((await script("console.log(process.cwd())")).stdout).toBe(`${workspace.path}\n`);
    for (const cwd of ["sub", "$workspace/sub", join(workspace.path, "sub")])
      expect((await script("console.log(process.cwd())", { cwd })).stdout).toBe(`${join(workspace.path, "sub")}\n`);
  });

  test("runs nowhere else, by dots or by a link, unless it may be read", async () => {
    symlinkSync("/", join(workspace.path, "out"));
    for (const cwd of ["..", "/", "out", "$home"]) expect((await toRejection(script("", { cwd }))).code).toBe("PERMISSION_DENIED");
    const root = createFakeWorkspace();
    const { broker } = createTestBroker([NODE, "fs:$plugin/**:read"], { env, cwd: workspace.path, root: root.path });
    const call = createCall({ cwd: workspace.path });
    expect((await broker.exec("node", ["-p", "process.cwd()"], { cwd: "$plugin" }, call)).stdout).toBe(`${root.path}\n`);
    root.remove();
  });

  test("has each stream cut at 1 MiB, at a whole character", async () => {
    const { stderr, stdout } = await script("process.stdout.write('é'.repeat(2 ** 20)); process.stderr.write('a' + 'é'.repeat(2 ** 20))");
    expect([Buffer.byteLength(stdout), Buffer.byteLength(stderr)]).toEqual([2 ** 20, 2 ** 20 - 1]);
    expect(stdout + stderr).not.toContain("\ufffd");
  });

  test("is killed when its time is up, and has no exit code then", async () => {
    const result = script("require('fs').writeFileSync('up', String(process.pid)); setInterval(() => {}, 1000)", { timeoutMs: 500 });
    await waitForFile("up");
    await clock.advance(500);
    expect((await result).exitCode).toBeNull();
  });

  test("is killed with the call, and rejects with the call's reason", async () => {
    const controller = new AbortController();
    const result = toRejection(
      script("require('fs').writeFileSync('up', String(process.pid)); setInterval(() => {}, 1000)", {}, controller.signal),
    );
    const pid = Number(await waitForFile("up"));
    controller.abort(new Error("out of time"));
    expect((await result).message).toBe("out of time");
    await waitForEnd(pid);
  });

  test.runIf(process.platform !== "win32")("takes what it has started with it, by a kill or by its own end", async () => {
    const child = "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).pid";
    expect((await script(`console.log(${child}); process.exit()`)).exitCode).toBe(0);
    const controller = new AbortController();
    const result = toRejection(script(`require('fs').writeFileSync('pid', String(${child}))`, {}, controller.signal));
    const pid = Number(await waitForFile("pid"));
    controller.abort(new Error("over"));
    await result;
    await waitForEnd(pid);
  });

  test("is not started for a call that is over", async () => {
    expect((await toRejection(script("require('fs').writeFileSync('ran', 'x')", {}, AbortSignal.abort(new Error("over"))))).message).toBe(
      "over",
    );
    expect(existsSync(join(workspace.path, "ran"))).toBe(false);
  });
});

describe("what is not granted", () => {
  test("another program, or other arguments", async () => {
    const { broker } = createTestBroker(['exec:git:["log","*"]'], { env });
    for (const [bin, args] of [
      ["rm", []],
      ["git", ["push"]],
      ["git", ["log"]],
      ["git", ["log", "a", "b"]],
      ["/usr/bin/git", ["log", "a"]],
    ] as const)
      expect(await toRejection(broker.exec(bin, args, {}, createCall()))).toMatchObject({
        code: "PERMISSION_DENIED",
        message: `probe@1.0.0 is not granted ${toExecAtom(bin, args)}`,
      });
  });

  test("an argument that is no text never reaches a program", async () => {
    expect(await toRejection(run([5 as never]))).toBeInstanceOf(Error);
    expect((await toRejection(run(["a\0b"]))).code).toBe("ERR_INVALID_ARG_VALUE");
  });

  test("a program that is granted and not installed is the system's error", async () => {
    const { broker } = createTestBroker(["exec:kodex-no-such-program:[]"], { env });
    expect((await toRejection(broker.exec("kodex-no-such-program", [], {}, createCall({ cwd: workspace.path })))).code).toBe("ENOENT");
  });
});
