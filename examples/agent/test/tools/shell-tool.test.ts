import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createShellTool } from "../../src/tools/shell-tool.ts";
import { createToolbox, type Toolbox } from "./tools.ts";

const signal = new AbortController().signal;
let box: Toolbox;
afterEach(() => box.workspace.remove());

const run = (command: string, own = signal) => box.call("run_shell", { command }, own);

test("runs a command in the workspace and gives its exit code and both streams", async () => {
  box = createToolbox({ "a.txt": "" });
  expect(await run("ls; echo oops >&2; exit 3")).toBe("exit code 3\na.txt\noops");
  expect(await run("pwd")).toBe(`exit code 0\n${box.workspace.path}`);
});

test("tells which signal ended a command", async () => {
  box = createToolbox();
  expect(await run("kill -TERM $$")).toBe("signal SIGTERM");
});

test("gives a command no input, so that it cannot wait for any", async () => {
  box = createToolbox();
  expect(await run("cat; echo end")).toBe("exit code 0\nend");
});

test("reads no profile and hands on no secret of the agent's", async () => {
  box = createToolbox({ "profile.sh": "echo profile" });
  const file = join(box.workspace.path, "profile.sh");
  const tool = createShellTool(box.workspace.path, {
    env: { PATH: process.env["PATH"], BASH_ENV: file, ENV: file, KODEX_MODEL_KEY: "k-1", HOME: box.workspace.path },
  });
  box.workspace.write(".profile", "echo profile");
  box.workspace.write(".bashrc", "echo profile");
  const output = await tool.run({ command: 'echo "[$KODEX_MODEL_KEY][$BASH_ENV][$ENV]"' }, signal);
  expect(output).toBe("exit code 0\n[][][]");
});

test("cuts a long output and says how much is missing", async () => {
  box = createToolbox();
  const output = await run("head -c 50000 /dev/zero | tr '\\0' x");
  expect(output).toBe(`exit code 0\n${"x".repeat(20_000)}\n… 30000 more characters`);
});

test("ends a command that takes too long, with everything that it has started", async () => {
  box = createToolbox({}, 200);
  await expect(run("(sleep 1; touch late) & sleep 60")).rejects.toThrow("the command did not end within 200 ms");
  await delay(1200);
  expect(existsSync(join(box.workspace.path, "late"))).toBe(false);
});

test("ends a command when it is aborted and rejects with the reason", async () => {
  box = createToolbox();
  const cancel = new AbortController();
  const reason = new Error("enough");
  const running = run("touch started; sleep 60", cancel.signal);
  while (!existsSync(join(box.workspace.path, "started"))) await delay(5);
  cancel.abort(reason);
  await expect(running).rejects.toBe(reason);
});

test("starts nothing when it is aborted before", async () => {
  box = createToolbox();
  await expect(run("touch started", AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  expect(existsSync(join(box.workspace.path, "started"))).toBe(false);
});

test("refuses a command that is no text", async () => {
  box = createToolbox();
  await expect(box.call("run_shell", { command: ["ls"] })).rejects.toThrow(new TypeError('"command" must be a text'));
});
