import { isPluginName } from "@kodex/manifest";
import { type Language, LANGUAGES_OF, type Template, TEMPLATES } from "./templates.ts";

/** Answers that a plugin can be made from. */
export interface Answers {
  readonly name: string;
  readonly template: Template;
  readonly language: Language;
}

/** How a person is asked; undefined when the person breaks off. */
export interface Prompts {
  /** Asks for a text; `check` says what is wrong with one. */
  text(question: string, example: string, check: (text: string) => string | undefined): Promise<string | undefined>;
  /** Asks for one of several choices. */
  select<Choice extends string>(question: string, choices: Readonly<Record<Choice, string>>): Promise<Choice | undefined>;
}

const LABELS: Readonly<Record<Template, string>> = {
  package: "npm package in TypeScript",
  file: "single file in ./plugins",
  command: "program in Python, in ./plugins",
};
const LANGUAGE_LABELS: Readonly<Record<Language, string>> = { js: "JavaScript", ts: "TypeScript", python: "Python" };

/** Asks for what was not given, and for nothing that leaves no choice. Undefined when the person breaks off. */
export async function askAnswers(given: Partial<Answers>, prompts: Prompts): Promise<Answers | undefined> {
  const name = given.name ?? (await prompts.text("Name of the plugin", "my-plugin", checkName));
  if (name === undefined) return undefined;
  const templates = TEMPLATES.filter((template) => given.language === undefined || LANGUAGES_OF[template].includes(given.language));
  const template = given.template ?? (await selectFrom(prompts, "Kind of plugin", templates, LABELS));
  if (template === undefined) return undefined;
  const language = given.language ?? (await selectFrom(prompts, "Language", LANGUAGES_OF[template], LANGUAGE_LABELS));
  return language === undefined ? undefined : { name, template, language };
}

function checkName(name: string): string | undefined {
  return isPluginName(name) ? undefined : "Lower-case letters, digits and single hyphens, such as my-plugin or @acme/my-plugin";
}

async function selectFrom<Choice extends string>(
  prompts: Prompts,
  question: string,
  choices: readonly Choice[],
  labels: Readonly<Record<Choice, string>>,
): Promise<Choice | undefined> {
  if (choices.length === 1) return choices[0];
  return prompts.select(question, Object.fromEntries(choices.map((choice) => [choice, labels[choice]])) as Record<Choice, string>);
}
