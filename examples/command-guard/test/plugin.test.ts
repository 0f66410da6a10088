import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestRuntime, type TestRuntime, type TestRuntimeOptions } from "@kodex/runtime/testing";
import { afterEach, expect, test } from "vitest";
import { RULES } from "../src/rules.ts";

const MANIFEST = fileURLToPath(new URL("../kodex.plugin.json", import.meta.url));
const PLUGIN = "command-guard@1.0.0";
let runtime: TestRuntime;
afterEach(() => runtime.close());

async function start(options: TestRuntimeOptions = {}): Promise<TestRuntime> {
  runtime = await createTestRuntime(MANIFEST, options);
  return runtime;
}

async function decide(input: unknown): Promise<readonly [decision: string | undefined, reason: string | undefined]> {
  const { decision, reasons } = await runtime.emit("tool.before", { tool: "shell", callId: "1", input });
  return [decision, reasons.find(({ plugin }) => plugin === PLUGIN)?.reason];
}

test("denies a destructive command and says why", async () => {
  await start();
  expect(await decide({ command: "make && rm -rf / --no-preserve-root" })).toEqual([
    "deny",
    '"rm -rf / --no-preserve-root" removes files outside the workspace (delete-outside)',
  ]);
});

test("lets an ordinary command pass", async () => {
  await start();
  expect(await decide({ command: "npm test" })).toEqual(["allow", undefined]);
});

test("asks about an uncertain command, and denies it when nobody answers", async () => {
  const asked: unknown[] = [];
  await start({
    onAsk(request) {
      asked.push(request.reasons);
      return "allow";
    },
  });
  expect((await decide({ command: "rm -rf $TARGET" }))[0]).toBe("allow");
  expect(asked).toEqual([[{ plugin: PLUGIN, reason: '"rm -rf $TARGET" is known in full only when it runs (uncertain)' }]]);
  await runtime.close();
  await start();
  expect((await decide({ command: "rm -rf $TARGET" }))[0]).toBe("deny");
});

test("denies what it cannot read", async () => {
  await start();
  expect(await decide({ command: 'echo "' })).toEqual([
    "deny",
    '"echo ": unterminated double quote" is no shell command that can be read (unparsable)',
  ]);
});

test("gives the reasons of the strictest verdict only", async () => {
  await start();
  expect((await decide({ command: "rm -rf $X; git reset --hard; sudo ls" }))[1]).toBe(
    '"git reset --hard" throws away changes that are not committed (git-discard); "sudo ls" runs with the rights of another user (become-root)',
  );
});

test("cuts a long command in the reason", async () => {
  await start();
  const [, reason] = await decide({ command: `rm -rf / ${"x".repeat(5000)}` });
  expect(reason?.length).toBeLessThan(250);
});

test.each([{ cmd: "sudo ls" }, { script: "sudo ls" }, { command: ["sudo", "ls"] }, { command: ["bash", "-c", "sudo ls"] }])(
  "finds the command in %j",
  async (input) => {
    await start();
    expect((await decide(input))[0]).toBe("deny");
  },
);

test.each([null, 7, "sudo ls", {}, { text: "sudo ls" }, { command: 7 }])("finds no command in %j", async (input) => {
  await start();
  expect((await decide(input))[0]).toBe("allow");
});

test("keeps to the session's folder", async () => {
  const { emit } = await start();
  const call = { tool: "shell", callId: "1", input: { command: "rm -rf /elsewhere/dist" } };
  expect((await emit("tool.before", call)).decision).toBe("deny");
  expect((await emit("tool.before", call, { cwd: "/elsewhere" })).decision).toBe("allow");
});

test("follows the configured verdicts, fields, folders and programs", async () => {
  await start({
    config: {
      fields: ["line"],
      folders: ["/scratch"],
      rules: { "git-force-push": "allow", "git-rewrite": "deny" },
      programs: [{ program: "terraform", args: ["destroy"], verdict: "deny", reason: "it takes production down" }],
    },
  });
  expect((await decide({ command: "sudo ls" }))[0]).toBe("allow");
  expect((await decide({ line: "git push --force" }))[0]).toBe("allow");
  expect((await decide({ line: "git branch -D x" }))[0]).toBe("deny");
  expect((await decide({ line: "rm -rf /scratch/a" }))[0]).toBe("allow");
  expect((await decide({ line: "rm -rf /tmp/a" }))[0]).toBe("deny");
  expect(await decide({ line: "terraform destroy" })).toEqual(["deny", '"terraform destroy": it takes production down']);
});

test("refuses a configuration with a rule that does not exist", async () => {
  await expect(start({ config: { rules: { "rm-rf": "deny" } } })).rejects.toMatchObject({
    code: "PLUGIN_CONFIG_INVALID",
    message: expect.stringContaining("command-guard"),
  });
  await start();
});

test("names in its manifest exactly the rules that there are", async () => {
  const { config } = JSON.parse(readFileSync(MANIFEST, "utf8")) as { config: { properties: { rules: { properties: object } } } };
  expect(Object.keys(config.properties.rules.properties)).toEqual(Object.keys(RULES));
  await start();
});
