import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { checkManifest } from "@kodex/manifest";
import { toFileInTheWay, toLanguageUnfit, toNameInvalid, toWriteFailed } from "./errors.ts";
import { type Language, LANGUAGES_OF, type Template } from "./templates.ts";

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

/** What was made. */
export interface Scaffold {
  /** Absolute paths of what was written, in order. */
  readonly files: readonly string[];
  /** Commands to run next, from `cwd`, in order. */
  readonly next: readonly string[];
}

/**
 * Makes a plugin from a template. Nothing is written when anything is in the way, unless `force` is set; then each
 * file is replaced, and a link is replaced instead of followed.
 *
 * @throws ScaffoldError with code NAME_INVALID, LANGUAGE_UNFIT, FILE_IN_THE_WAY or WRITE_FAILED
 */
export function scaffoldPlugin({ cwd, folder, force, language, name, template }: ScaffoldOptions): Scaffold {
  assertName(name);
  const chosen = language ?? LANGUAGES_OF[template][0];
  if (!LANGUAGES_OF[template].includes(chosen)) throw toLanguageUnfit(template, chosen, LANGUAGES_OF[template]);
  const short = name.replace(/^@[^/]+\//, "");
  const source = fileURLToPath(new URL(`../templates/${template}-${chosen}/`, import.meta.url));
  // A single file lies in the folder itself, everything else in a folder of its own.
  const target = template === "file" ? resolve(cwd, folder) : resolve(cwd, folder, short);
  const files = listFiles(source).map((file) => ({ from: file, to: join(target, toTargetName(relative(source, file), short)) }));
  const obstacle = files.find(({ to }) => isThere(to));
  if (obstacle !== undefined && !force) throw toFileInTheWay(obstacle.to);
  const words = { __NAME__: name, __SHORT__: short, __RUNTIME__: readRuntimeRange() };
  for (const { from, to } of files) copyFile(from, to, words);
  return { files: files.map(({ to }) => to), next: toNext(template, relative(cwd, target)) };
}

function assertName(name: string): void {
  const problem = checkManifest({ manifestVersion: 1, name, version: "0.1.0", main: "./index.js" }).find(
    // A name that would have to be cleaned first is none.
    ({ code, path }) => code === "NAME_INVALID" || (code === "NORMALIZED" && path === "/name"),
  );
  if (problem !== undefined) throw toNameInvalid(name, problem.hint ?? `Write "${name.trim()}".`);
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

/** Whether there is anything at a path, be it a link that leads nowhere. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw toWriteFailed(path, error);
  }
}

function copyFile(from: string, to: string, words: Readonly<Record<string, string>>): void {
  const text = Object.entries(words).reduce((rest, [word, value]) => rest.replaceAll(word, value), readFileSync(from, "utf8"));
  try {
    mkdirSync(dirname(to), { recursive: true });
    // Not `rmSync`: on some releases of Node it leaves a link that leads nowhere.
    if (isThere(to)) unlinkSync(to);
    writeFileSync(to, text, { mode: statSync(from).mode & 0o777, flag: "wx" });
  } catch (error) {
    throw toWriteFailed(to, error);
  }
}

/** The releases of the runtime that the templates were made for: those that this package was developed with. */
function readRuntimeRange(): string {
  const { devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const range = devDependencies["@kodex/runtime"] ?? "*";
  // Packing writes a range here; in the workspace itself any release will do.
  return range.startsWith("workspace:") ? "*" : range;
}

function toNext(template: Template, folder: string): readonly string[] {
  const emit = `npx --package @kodex/cli kodex emit prompt.preprocess --payload '{"text":"hello"}'`;
  const enter = folder === "" ? [] : [`cd ${folder}`];
  if (template === "package") return [...enter, "npm install", "npm test"];
  return template === "command" ? [`python3 -m unittest discover ${folder}`, emit] : [emit];
}
