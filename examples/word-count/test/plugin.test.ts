import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestRuntime, type TestRuntime, type TestRuntimeOptions } from "@kodex/runtime/testing";
import { afterEach, describe, expect, test } from "vitest";

const MANIFEST = fileURLToPath(new URL("../kodex.plugin.json", import.meta.url));
const PLUGIN = "word-count@1.0.0";
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) process.stderr.write("skipped: word-count needs python3, which is not on this machine\n");

describe.skipIf(!hasPython)("word-count", () => {
  let runtime: TestRuntime;
  afterEach(() => runtime.close());

  async function start(options: TestRuntimeOptions = {}): Promise<TestRuntime> {
    runtime = await createTestRuntime(MANIFEST, options);
    return runtime;
  }

  test.each([
    ["", { words: 0, lines: 0, characters: 0 }],
    ["one", { words: 1, lines: 1, characters: 3 }],
    ["one two\nthree\n", { words: 3, lines: 2, characters: 14 }],
    ["  spaced \t out  ", { words: 2, lines: 1, characters: 16 }],
    ["naïve 🔑 → 字", { words: 4, lines: 1, characters: 11 }],
  ])("counts %j", async (text, output) => {
    const { invoke } = await start();
    expect(await invoke("text.count", { text })).toMatchObject({ plugin: PLUGIN, output });
  });

  test("answers many calls at once, each with its own answer", async () => {
    const { invoke } = await start();
    const texts = Array.from({ length: 50 }, (_, index) => "word ".repeat(index));
    const reports = await Promise.all(texts.map((text) => invoke("text.count", { text })));
    expect(reports.map(({ output }) => (output as { words: number }).words)).toEqual(texts.map((_, index) => index));
  });

  test("tells the model about a long prompt, and nothing about a short one", async () => {
    const { emit } = await start();
    const long = await emit("prompt.preprocess", { text: "word ".repeat(250) });
    expect(long.context).toEqual([{ plugin: PLUGIN, text: "The prompt is long: 250 words. Begin with a summary of what is asked." }]);
    expect(long.payload.text).toBe("word ".repeat(250));
    const short = await emit("prompt.preprocess", { text: "hello" });
    expect([short.context ?? [], short.handlers.map(({ status }) => status)]).toEqual([[], ["ok"]]);
  });

  test("takes its setting from the configuration", async () => {
    const { emit } = await start({ config: { longPrompt: 2 } });
    expect((await emit("prompt.preprocess", { text: "two words" })).context).toHaveLength(1);
  });

  test("refuses input that does not fit before anything reaches the process", async () => {
    const { invoke } = await start();
    await expect(invoke("text.count", { text: 7 })).rejects.toMatchObject({ code: "CAPABILITY_INPUT_INVALID" });
  });

  test("is healthy", async () => {
    const { doctor } = await start();
    const { checks, healthy } = await doctor();
    expect(checks.filter(({ status }) => status === "fail")).toEqual([]);
    expect(healthy).toBe(true);
  });
});

test("needs nothing but the standard library", () => {
  const source = readFileSync(fileURLToPath(new URL("../main.py", import.meta.url)), "utf8");
  expect([...source.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name)).toEqual(["json", "sys"]);
});
