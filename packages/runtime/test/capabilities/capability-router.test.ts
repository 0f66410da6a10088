import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCapabilityIndex } from "../../src/capabilities/capability-index.ts";
import { createCapabilityRouter } from "../../src/capabilities/capability-router.ts";
import { createProvider } from "./providers.ts";

const providers = [
  createProvider("prettier", {
    capability: "code.format",
    description: "Formats source code.",
    examples: ["tidy up this file"],
    tags: ["style"],
  }),
  createProvider("git", { capability: "vcs.diff", description: "Shows what has changed.", examples: ["what did I change?"] }),
  createProvider("tester", { capability: "test.run", description: "Runs the tests of the project.", tags: ["vitest"] }),
  createProvider("umlaut", { capability: "text.count", description: "Zählt Wörter in einem Absatz.", tags: ["naïve"] }),
  createProvider("kanji", { capability: "text.translate", description: "日本語の文章を英語に翻訳する。" }),
  createProvider("hindi", { capability: "text.speak", description: "पाठ को ज़ोर से पढ़ता है" }),
  createProvider("cyrillic", { capability: "docs.write", description: "Пишет документацию к проекту." }),
];
const router = createCapabilityRouter(createCapabilityIndex(providers));
const best = async (task: string): Promise<string | undefined> => (await router.route(task, 5))[0]?.capability;

describe("a task in plain words", () => {
  test.each([
    ["please format this file", "code.format"],
    ["Formatting!", "code.format"],
    ["tidy up", "code.format"],
    ["show me the changes", "vcs.diff"],
    ["run vitest", "test.run"],
    ["are the tests green", "test.run"],
    ["wörter zählen", "text.count"],
    ["WÖRTER ZA\u0308HLEN", "text.count"],
    ["翻訳して", "text.translate"],
    ["英語に", "text.translate"],
    ["पाठ", "text.speak"],
    ["написать документацию", "docs.write"],
    ["formating the code, with a slip of the pen", "code.format"],
  ])("%s goes to %s", async (task, expected) => {
    expect(await best(task)).toBe(expected);
  });

  test.each([
    ["nothing", ""],
    ["blanks", " \n\t"],
    ["marks", "?! … 🎉"],
    ["words that say nothing", "can you do this for me please"],
    ["words that nobody knows", "xylophone quartz"],
    ["half a pair of letters", "\ud800"],
  ])("that is made of %s goes to nobody", async (_, task) => {
    expect(await router.route(task, 5)).toEqual([]);
  });
});

test("says what matched, with a score that only falls", async () => {
  const entries = await router.route("format the code, then the tests", 5);
  expect(entries[0]).toEqual({
    capability: "code.format",
    plugin: "prettier@1.0.0",
    score: expect.any(Number) as number,
    reasons: ['"code" is in its id, description', '"format" is in its id, description'],
  });
  const scores = entries.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(entries.map(({ capability }) => capability)).toContain("test.run");
});

test.each([
  [0, 0],
  [-1, 0],
  [1, 1],
  [100, 3],
  [Infinity, 3],
])("a limit of %d gives %d", async (limit, count) => {
  const same = ["c", "a", "b"].map((name) => createProvider(name, { description: "Formats code." }));
  expect(await createCapabilityRouter(createCapabilityIndex(same)).route("format", limit)).toHaveLength(count);
});

test("equals keep the order of the index", async () => {
  const same = ["c", "a", "b"].map((name) => createProvider(`${name}-x`, { description: "Formats code." }));
  const entries = await createCapabilityRouter(createCapabilityIndex(same)).route("format", 5);
  expect(entries.map(({ plugin }) => plugin)).toEqual(["a-x@1.0.0", "b-x@1.0.0", "c-x@1.0.0"]);
  expect(new Set(entries.map(({ score }) => score)).size).toBe(1);
});

test("an index without providers answers as well", async () => {
  expect(await createCapabilityRouter(createCapabilityIndex([])).route("format", 5)).toEqual([]);
});

test("property: any text gets the same answer twice, from an index built in any order", async () => {
  const reversed = createCapabilityRouter(createCapabilityIndex([...providers].reverse()));
  const tasks = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom("format", "tests", "文章", "код", "diff", "x")).map((words) => words.join(" ")),
  );
  await fc.assert(
    fc.asyncProperty(tasks, async (task) => {
      expect(await reversed.route(task, 10)).toEqual(await router.route(task, 10));
    }),
    { numRuns: 50 },
  );
});
