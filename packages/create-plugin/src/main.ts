#!/usr/bin/env node
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { isPluginName, KodexError } from "@kodex/manifest";
import { type Language, LANGUAGES, scaffoldPlugin, type Template, TEMPLATES } from "./scaffold-plugin.ts";

const HELP = `npm create @kodex/plugin [name] -- [options]

  --template <name>   ${TEMPLATES.join(", ")}
  --lang <language>   ${LANGUAGES.join(", ")}
  --yes               Ask nothing: take the defaults
  --force             Overwrite what is in the way`;

process.exitCode = await main(process.argv.slice(2));

/** Reads the words, asks for what is missing on a terminal, makes the plugin. */
async function main(words: readonly string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        template: { type: "string" },
        lang: { type: "string" },
        yes: { type: "boolean", short: "y" },
        force: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return print(HELP, 0);
    const asks = values.yes !== true && process.stdin.isTTY === true && process.stdout.isTTY === true;
    const wanted = asks
      ? await ask({ name: positionals[0], template: values.template })
      : { name: positionals[0] ?? "my-plugin", template: values.template ?? "package" };
    if (wanted === undefined) return 130;
    const { files } = scaffoldPlugin({
      name: wanted.name,
      template: toChoice<Template>("template", wanted.template, TEMPLATES),
      ...(values.lang === undefined ? {} : { language: toChoice<Language>("lang", values.lang, LANGUAGES) }),
      folder: ".",
      cwd: process.cwd(),
      force: values.force === true,
    });
    return print(files.map((file) => `+ ${relative(process.cwd(), file)}`).join("\n"), 0);
  } catch (error) {
    const hint = KodexError.is(error) ? error.hint : undefined;
    process.stderr.write(`✖ ${error instanceof Error ? error.message : String(error)}\n${hint === undefined ? "" : `  → ${hint}\n`}`);
    return KodexError.is(error) ? 1 : 2;
  }
}

async function ask(given: {
  readonly name: string | undefined;
  readonly template: string | undefined;
}): Promise<{ name: string; template: string } | undefined> {
  const { isCancel, select, text } = await import("@clack/prompts");
  const name =
    given.name ??
    (await text({
      message: "Name of the plugin",
      placeholder: "my-plugin",
      validate: (value) => (isPluginName(value ?? "") ? undefined : "Lower-case letters, digits and single hyphens"),
    }));
  if (isCancel(name)) return undefined;
  const template =
    given.template ??
    (await select({
      message: "Kind of plugin",
      options: [
        { value: "package", label: "npm package in TypeScript" },
        { value: "file", label: "single JavaScript file" },
        { value: "command", label: "Python program" },
      ],
    }));
  return isCancel(template) ? undefined : { name, template };
}

function toChoice<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new TypeError(`--${option} is "${value}", and must be one of ${choices.join(", ")}`);
  return choice;
}

function print(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}
