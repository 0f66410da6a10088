import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { confine, SKIPPED } from "./workspace-path.ts";
import { MAX_RESULT, readText, toTextInput, type WorkspaceTool } from "./workspace-tool.ts";

/** Most lines that are found. */
const MAX_HITS = 100;
/** Files above this size are passed over, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** A tool that looks for a text in the files of one folder. Links are not followed. */
export function createSearchTool(root: string): WorkspaceTool {
  return {
    name: "search_text",
    description: "Lines that hold a text, as file:line: text",
    input: toTextInput({ text: "What to look for, exactly." }),
    async run(input, signal) {
      const text = readText(input, "text");
      if (text === "") throw new TypeError('"text" must not be empty');
      const base = await confine(root, ".");
      const hits: string[] = [];
      for await (const file of walk(base)) {
        signal.throwIfAborted();
        if (hits.length >= MAX_HITS) break;
        for (const [index, line] of (await readSource(file)).split("\n").entries())
          if (line.includes(text)) hits.push(`${relative(base, file)}:${index + 1}: ${line.trim()}`);
      }
      return hits.slice(0, MAX_HITS).join("\n").slice(0, MAX_RESULT);
    },
  };
}

async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield path;
  }
}

/** Text of a file; nothing of one that is too long or binary. */
async function readSource(file: string): Promise<string> {
  const { size } = await stat(file);
  const text = size > MAX_BYTES ? "" : await readFile(file, "utf8");
  return text.includes("\0") ? "" : text;
}
