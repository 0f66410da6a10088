/** One fenced block of a page that is to be written, compiled or run. */
export interface Example {
  readonly language: string;
  /** Where the block's text goes, relative to the page's scratch folder. */
  readonly file: string;
  /** `none`: only written, and compiled when it is code. */
  readonly run: "module" | "shell" | "none";
  readonly code: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

const SCRIPTS = ["ts", "js"];
const ALIASES: Readonly<Record<string, string>> = {
  bash: "sh",
  shell: "sh",
  zsh: "sh",
  console: "sh",
  javascript: "js",
  mjs: "js",
  typescript: "ts",
  mts: "ts",
};
const MANIFEST = "kodex.plugin.json";

/**
 * Reads the examples of a Markdown page. `ts` and `js` blocks are compiled and run, with `no-run` only compiled; `sh`
 * blocks run when they say `run`; `file=<path>` names the file of any block, and `json kodex.plugin.json` is a manifest.
 *
 * Whatever it does not understand throws, since a misspelt attribute would otherwise take a block out of the tests.
 */
export function extractExamples(markdown: string): Example[] {
  const examples: Example[] = [];
  const files = new Set<string>();
  for (const block of readBlocks(markdown)) {
    const example = toExample(block);
    if (example === undefined) continue;
    if (files.has(example.file)) throw new Error(`line ${example.line}: ${example.file} is there twice`);
    files.add(example.file);
    examples.push(example);
  }
  return examples;
}

interface Block {
  readonly info: string;
  readonly code: string;
  readonly line: number;
}

function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { indent: number; fence: string; info: string; line: number; code: string[] } | undefined;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const [, indent = "", fence = "", info = ""] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (open === undefined) {
      if (fence !== "") open = { indent: indent.length, fence, info: info.trim(), line: index + 1, code: [] };
    } else if (fence.startsWith(open.fence) && info.trim() === "") {
      blocks.push({ info: open.info, code: `${open.code.join("\n")}\n`, line: open.line });
      open = undefined;
    } else open.code.push(text.replace(new RegExp(`^\\s{0,${open.indent}}`), ""));
  }
  if (open !== undefined) throw new Error(`line ${open.line}: the block has no end`);
  return blocks;
}

function toExample({ code, info, line }: Block): Example | undefined {
  const [language = "", ...attributes] = info.split(/\s+/);
  const alias = ALIASES[language];
  if (alias !== undefined) throw new Error(`line ${line}: write "${alias}" for "${language}"`);
  let file: string | undefined;
  let flag: string | undefined;
  for (const attribute of attributes) {
    if (attribute.startsWith("file=") && file === undefined) file = toScratchPath(attribute.slice("file=".length), line);
    else if (attribute === MANIFEST && language === "json" && file === undefined) file = MANIFEST;
    else if (attribute === (language === "sh" ? "run" : SCRIPTS.includes(language) ? "no-run" : "") && flag === undefined) flag = attribute;
    else throw new Error(`line ${line}: "${attribute}" means nothing to a "${language}" block`);
  }
  if (SCRIPTS.includes(language))
    return { language, file: file ?? `example-${line}.${language}`, run: flag === "no-run" ? "none" : "module", code, line };
  if (language === "sh" && flag === "run") return { language, file: file ?? `example-${line}.sh`, run: "shell", code, line };
  return file === undefined ? undefined : { language, file, run: "none", code, line };
}

function toScratchPath(path: string, line: number): string {
  if (/^[\w.@-]+(?:\/[\w.@-]+)*$/.test(path) && !path.split("/").includes("..")) return path;
  throw new Error(`line ${line}: "${path}" is not a path below the page's folder`);
}
