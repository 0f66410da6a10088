import { relative } from "node:path";
import { findClosest } from "@kodex/manifest";
import { type Language, LANGUAGES, scaffoldPlugin, type Template, TEMPLATES } from "@kodex/create-plugin";
import type { CommandInput, CommandOutput } from "../command.ts";
import { UsageError } from "../usage-error.ts";

/** `kodex scaffold <name>`: a new plugin in the workspace's folder for local plugins. */
export async function runScaffold({ args, options }: CommandInput): Promise<CommandOutput> {
  const [name = ""] = args;
  const template = toChoice<Template>("template", options.template ?? "file", TEMPLATES);
  const language = options.lang === undefined ? undefined : toChoice<Language>("lang", options.lang, LANGUAGES);
  const { files } = scaffoldPlugin({
    folder: options.plugins[0] ?? "plugins",
    cwd: options.cwd,
    name,
    template,
    force: options.force === true,
    ...(language === undefined ? {} : { language }),
  });
  const shown = files.map((file) => relative(options.cwd, file));
  return {
    ok: true,
    data: { files: shown },
    diagnostics: [],
    render: ({ paint }) =>
      [
        ...shown.map((file) => `${paint.green("+")} ${file}`),
        "",
        'Try it: kodex emit prompt.preprocess --payload \'{"text":"hello"}\'',
      ].join("\n"),
  };
}

function toChoice<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  const closest = findClosest(value, choices);
  throw new UsageError(
    "OPTION_VALUE_INVALID",
    `--${option} is "${value}", and must be one of ${choices.join(", ")}`,
    closest === undefined ? `Write --${option} ${choices[0]}.` : `Did you mean "${closest}"?`,
  );
}
