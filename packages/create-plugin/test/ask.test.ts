import { expect, test } from "vitest";
import { type Answers, askAnswers, type Prompts } from "../src/ask.ts";

/** Answers in order; remembers what was asked. */
function createFakePrompts(answers: readonly (string | undefined)[]): { readonly prompts: Prompts; readonly asked: string[] } {
  const asked: string[] = [];
  const left = [...answers];
  return {
    asked,
    prompts: {
      text: (question) => {
        asked.push(question);
        return Promise.resolve(left.shift());
      },
      select: <Choice extends string>(question: string, choices: Readonly<Record<Choice, string>>) => {
        asked.push(`${question}: ${Object.keys(choices).join(", ")}`);
        return Promise.resolve(left.shift() as Choice | undefined);
      },
    },
  };
}

const KIND = "Kind of plugin: file, package, command";

test.each<[string, Partial<Answers>, string[], string[], Answers]>([
  [
    "everything",
    {},
    ["hello", "file", "ts"],
    ["Name of the plugin", KIND, "Language: js, ts"],
    { name: "hello", template: "file", language: "ts" },
  ],
  ["no language where there is one only", { name: "a" }, ["package"], [KIND], { name: "a", template: "package", language: "ts" }],
  [
    "only for templates in the language",
    { name: "a", language: "ts" },
    ["package"],
    ["Kind of plugin: file, package"],
    { name: "a", template: "package", language: "ts" },
  ],
  [
    "nothing that follows from the language",
    { name: "a", language: "python" },
    [],
    [],
    { name: "a", template: "command", language: "python" },
  ],
  ["nothing that was given", { name: "a", template: "file", language: "js" }, [], [], { name: "a", template: "file", language: "js" }],
])("asks for %s", async (_, given, ...[answers, questions, result]) => {
  const { asked, prompts } = createFakePrompts(answers);
  expect([await askAnswers(given, prompts), asked]).toEqual([result, questions]);
});

test.each([
  ["at the name", [undefined], 1],
  ["at the kind", ["hello", undefined], 2],
  ["at the language", ["hello", "file", undefined], 3],
])("gives nothing when the person breaks off %s", async (_, answers, questions) => {
  const { asked, prompts } = createFakePrompts(answers);
  expect(await askAnswers({}, prompts)).toBeUndefined();
  expect(asked).toHaveLength(questions);
});

test("says what is wrong with a name while it is typed", async () => {
  const verdicts: (string | undefined)[] = [];
  const { prompts } = createFakePrompts(["file", "js"]);
  await askAnswers(
    {},
    { ...prompts, text: (_, example, check) => Promise.resolve((verdicts.push(check("A b"), check(example)), "hello")) },
  );
  expect(verdicts).toEqual(["Lower-case letters, digits and single hyphens, such as my-plugin or @acme/my-plugin", undefined]);
});
