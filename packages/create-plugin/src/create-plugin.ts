import { relative } from "node:path";
import { KodexError } from "@kodex/manifest";
import { type Answers, askAnswers, type Prompts } from "./ask.ts";
import { isUsageError, ScaffoldError } from "./errors.ts";
import { type Arguments, parseArguments } from "./parse-arguments.ts";
import { scaffoldPlugin } from "./scaffold-plugin.ts";
import { LANGUAGES, LANGUAGES_OF, resolveTemplate, TEMPLATES } from "./templates.ts";

const HELP = `npm create @kodex/plugin [name] -- [options]

  --template <name>   ${TEMPLATES.join(", ")} (default: package)
  --lang <language>   ${LANGUAGES.join(", ")} (default: the template's first)
  --yes, -y           Ask nothing: take the defaults
  --force             Overwrite what is in the way
  --help, -h          Show this

A package is made in a folder of its own, a file or a command in ./plugins, where hosts look for local plugins.`;

/** Exit codes, public API. */
const EXIT = { fine: 0, badNews: 1, usage: 2, interrupted: 130 } as const;

/** What the command needs of the process that it runs in. */
export interface Surroundings {
  /** Folder to work in. */
  readonly cwd: string;
  /** Where results go. */
  readonly stdout: { write(text: string): void };
  /** Where problems go. */
  readonly stderr: { write(text: string): void };
  /** How to ask; absent without a terminal. */
  readonly loadPrompts?: () => Promise<Prompts>;
}

/** Reads the words, asks for what is missing where somebody can answer, makes the plugin. Resolves to the exit code. */
export async function createPlugin(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { cwd, stderr, stdout } = surroundings;
  try {
    const given = parseArguments(words);
    if (given.help) {
      stdout.write(`${HELP}\n`);
      return EXIT.fine;
    }
    const answers = await toAnswers(given, surroundings);
    if (answers === undefined) return EXIT.interrupted;
    const folder = answers.template === "package" ? "." : "plugins";
    const { files, next } = scaffoldPlugin({ ...answers, folder, cwd, force: given.force });
    const lines = [...files.map((file) => `+ ${relative(cwd, file)}`), "", "Next:", ...next.map((command) => `  ${command}`)];
    stdout.write(`${lines.join("\n")}\n`);
    return EXIT.fine;
  } catch (error) {
    const hint = KodexError.is(error) ? error.hint : undefined;
    stderr.write(`✖ ${error instanceof Error ? error.message : String(error)}\n${hint === undefined ? "" : `  → ${hint}\n`}`);
    return error instanceof ScaffoldError && isUsageError(error) ? EXIT.usage : EXIT.badNews;
  }
}

async function toAnswers({ language, name, template, yes }: Arguments, { loadPrompts }: Surroundings): Promise<Answers | undefined> {
  if (!yes && loadPrompts !== undefined) {
    const given = {
      ...(name === undefined ? {} : { name }),
      ...(template === undefined ? {} : { template }),
      ...(language === undefined ? {} : { language }),
    };
    return askAnswers(given, await loadPrompts());
  }
  const chosen = template ?? resolveTemplate(language);
  return { name: name ?? "my-plugin", template: chosen, language: language ?? LANGUAGES_OF[chosen][0] };
}
