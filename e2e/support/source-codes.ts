import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listPackages, ROOT } from "./workspace.ts";

/** One source file of a package. */
export interface SourceFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
}

/** Texts in capitals with an underscore that are no codes of ours: of Node and its tools, of the environment. */
const FOREIGN =
  /^(?:ERR|BABEL)_|^(?:KODEX_(?:HOME|SAFE_MODE|ORG_CONFIG|CONFIG_HOME)|XDG_\w+|LC_\w+|NO_COLOR|FORCE_COLOR|NODE_(?:OPTIONS|PATH|ENV)|BASH_ENV)$/;
const CODE = /"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/g;
/** A code of one word is told from a heading by where it stands. */
const SINGLE_CODE = /(?:\bcode: |^ {2}\| )"([A-Z]{4,})"/gm;

/** All sources that people wrote. */
export function readSources(): readonly SourceFile[] {
  return listPackages().flatMap((folder) =>
    readdirSync(join(ROOT, folder, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/\.(?:gen|d)\.ts$/.test(file))
      .map((file) => {
        const path = `${folder}/src/${file.replaceAll("\\", "/")}`;
        return { path, text: readFileSync(join(ROOT, path), "utf8") };
      }),
  );
}

/** Codes in a text, sorted, each once. */
export function toCodes(text: string): readonly string[] {
  const codes = [...text.matchAll(CODE), ...text.matchAll(SINGLE_CODE)].map(([, code = ""]) => code);
  return [...new Set(codes)].filter((code) => !FOREIGN.test(code)).sort();
}

/** Members of a closed union of texts in the order in which they stand; undefined where there is none of that name. */
export function toUnion(text: string, name: string): readonly string[] | undefined {
  const body = new RegExp(`type ${name} =([^;]+);`).exec(text)?.[1];
  return body === undefined ? undefined : [...body.matchAll(/"(\w+)"/g)].map(([, member = ""]) => member);
}

/** A function that makes an error or a diagnostic. */
export interface Factory {
  /** Its name, such as `toHookUnknown`. */
  readonly name: string;
  /** Everything from its name to the next definition. */
  readonly body: string;
}

/** The factories that a file exports. */
export function toFactories(text: string): readonly Factory[] {
  return text
    .split(/^(?=export |const |function |type )/m)
    .map((body) => ({
      name: /^export (?:const|function) (to\w+)/.exec(body)?.[1] ?? "",
      body,
    }))
    .filter(({ name }) => name !== "");
}

/** How often a name is used in a text, besides its definition and its way from file to file. */
export function countUses(text: string, name: string): number {
  const body = text.replaceAll(/^(?:import|export) (?:type )?\{[^}]*\} from "[^"]*";$/gm, "");
  return [...body.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length - 1;
}
