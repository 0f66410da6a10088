import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type FakeProcess, type Workspace } from "../support/kodex.ts";
import { PLUGINS, toModule } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/greeter.js": PLUGINS.greeter })));
afterEach(() => workspace.remove());

const greet = (text: string) => workspace.run(["emit", "prompt.preprocess", "--payload", JSON.stringify({ text })]);

test("what plugins log while they are run is kept", async () => {
  await greet("hi");
  await greet("hello");
  const { code, data } = await workspace.ask(["logs"]);
  expect(code).toBe(0);
  expect(data).toMatchObject({
    entries: [
      { plugin: "greeter@1.0.0", level: "info", message: "saw a prompt", fields: { length: 2 } },
      { plugin: "greeter@1.0.0", level: "info", message: "saw a prompt", fields: { length: 5 } },
    ],
  });
  expect((await workspace.run(["logs", "greeter", "--limit", "1"])).stdout).toMatch(
    /^\S+Z {2}info {3}greeter@1\.0\.0 {2}saw a prompt {2}\{"length":5\}\n$/,
  );
});

test("a log with nothing in it says so", async () => {
  expect(await workspace.ask(["logs"])).toMatchObject({ code: 0, data: { entries: [] }, diagnostics: [] });
  expect((await workspace.run(["logs"])).stdout).toBe("Nothing was logged here. Run a plugin with `kodex emit` or `kodex invoke`.\n");
});

test("a plugin that has logged nothing is told from a wrong name", async () => {
  await greet("hi");
  const { code, diagnostics } = await workspace.ask(["logs", "greter"]);
  expect([code, diagnostics]).toEqual([
    0,
    [{ severity: "warning", code: "LOG_EMPTY", message: '"greter" has logged nothing here', hint: 'Did you mean "greeter"?' }],
  ]);
});

test("what a plugin logs is harmless for a terminal", async () => {
  workspace.write({
    "plugins/evil.js": toModule("evil", { hooks: '"turn.start": (_, ctx) => ctx.log.warn("\\u001b]0;owned\\u0007\\nnext")' }),
  });
  await workspace.run(["emit", "turn.start", "--payload", '{"turnId":"1"}']);
  expect((await workspace.run(["logs", "evil"])).stdout).toMatch(/warn {3}evil@1\.0\.0 {2}\\u\{1b\}\]0;owned\\u\{7\} next\n$/);
});

test("a log that cannot be written is a warning, and the command does its work", async () => {
  workspace.write({ blocked: "a file where a folder should be" });
  const { code, diagnostics } = await workspace.ask(["emit", "prompt.preprocess", "--payload", '{"text":"hi"}'], {
    env: { KODEX_HOME: `${workspace.cwd}/blocked` },
  });
  expect(code).toBe(0);
  expect(diagnostics.map(({ code: name }) => name)).toContain("LOG_UNWRITABLE");
});

describe("--follow", () => {
  test("prints what was there and what comes, a document a line, until it is interrupted", async () => {
    await greet("hi");
    let follower: FakeProcess | undefined;
    let lines = "";
    const following = workspace.run(["logs", "--follow", "--json"], {
      onStart(fake) {
        follower = fake;
        (fake.stdout as unknown as NodeJS.ReadableStream).on("data", (chunk: Buffer) => {
          lines += chunk.toString();
          if (lines.split("\n").length > 2) fake.emit("SIGINT");
        });
      },
    });
    await greet("hello");
    const { code, stdout } = await following;
    expect(follower).toBeDefined();
    expect(code).toBe(130);
    const lengths = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { fields: { length: number } }).fields.length);
    expect(lengths).toEqual([2, 5]);
  });
});
