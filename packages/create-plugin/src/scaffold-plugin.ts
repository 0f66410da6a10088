import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isPluginName } from "@kodex/manifest";
import { toFileInTheWay, toLanguageUnfit, toNameInvalid } from "./errors.ts";

/** Kinds of plugin to start from. */
export const TEMPLATES = ["file", "package", "command"] as const;
/** One of them. */
export type Template = (typeof TEMPLATES)[number];
/** Languages that there are templates in. */
export const LANGUAGES = ["js", "ts", "python"] as const;
/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** What is to be made. */
export interface ScaffoldOptions {
  /** Name of the plugin. */
  readonly name: string;
  /** Kind of plugin. */
  readonly template: Template;
  /** Language; the template's first when left out. */
  readonly language?: Language;
  /** Folder that the plugin is made in, relative to `cwd`. */
  readonly folder: string;
  /** Folder that `folder` is relative to. */
  readonly cwd: string;
  /** Overwrite what is in the way. */
  readonly force: boolean;
}

const LANGUAGES_OF: Readonly<Record<Template, readonly [Language, ...Language[]]>> = {
  file: ["js", "ts"],
  package: ["ts"],
  command: ["python"],
};

/**
 * Makes a plugin from a template. Nothing is written when anything is in the way, unless `force` is set.
 *
 * @returns absolute paths of what was written, in order
 * @throws ScaffoldError with code NAME_INVALID, LANGUAGE_UNFIT or FILE_IN_THE_WAY
 */
export function scaffoldPlugin({ cwd, folder, force, language, name, template }: ScaffoldOptions): { readonly files: readonly string[] } {
  if (!isPluginName(name)) throw toNameInvalid(name);
  const chosen = language ?? LANGUAGES_OF[template][0];
  if (!LANGUAGES_OF[template].includes(chosen)) throw toLanguageUnfit(template, chosen, LANGUAGES_OF[template]);
  const short = name.replace(/^@[^/]+\//, "");
  const source = fileURLToPath(new URL(`../templates/${template}-${chosen}/`, import.meta.url));
  // A single file lies in the folder itself, everything else in a folder of its own.
  const target = template === "file" ? resolve(cwd, folder) : resolve(cwd, folder, short);
  const files = listFiles(source).map((file) => ({ from: file, to: join(target, toTargetName(relative(source, file), short)) }));
  const obstacle = files.find(({ to }) => existsSync(to));
  if (obstacle !== undefined && !force) throw toFileInTheWay(obstacle.to);
  for (const { from, to } of files) {
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, readFileSync(from, "utf8").replaceAll("__NAME__", name).replaceAll("__SHORT__", short), {
      mode: statSync(from).mode & 0o777,
    });
  }
  return { files: files.map(({ to }) => to) };
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** npm leaves out `.gitignore` and rewrites `package.json` of packages in a package: templates carry them under other names. */
function toTargetName(file: string, short: string): string {
  return file
    .split(sep)
    .map((part) =>
      part
        .replace(/^_package\.json$/, "package.json")
        .replace("__SHORT__", short)
        .replace(/^gitignore$/, ".gitignore"),
    )
    .join(sep);
}
