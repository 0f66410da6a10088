import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { confine, SKIPPED } from "./workspace-path.ts";
import { MAX_RESULT, readText, toTextInput, type WorkspaceTool } from "./workspace-tool.ts";

/** Tools that list, read and write files of one folder. */
export function createFileTools(root: string): readonly WorkspaceTool[] {
  return [
    {
      name: "list_files",
      description: "Names in a folder; folders end with a slash",
      input: toTextInput({ path: "Folder, relative to the workspace." }),
      async run(input) {
        const entries = await readdir(await confine(root, readText(input, "path")), { withFileTypes: true });
        const names = entries
          .filter(({ name }) => !SKIPPED.has(name))
          .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
        return names.sort().join("\n");
      },
    },
    {
      name: "read_file",
      description: "Text of a file",
      input: toTextInput({ path: "File, relative to the workspace." }),
      async run(input) {
        const text = await readFile(await confine(root, readText(input, "path")), "utf8");
        if (text.includes("\0")) throw new Error(`"${readText(input, "path")}" is no text`);
        return text.length > MAX_RESULT ? `${text.slice(0, MAX_RESULT)}\n… ${text.length - MAX_RESULT} more characters` : text;
      },
    },
    {
      name: "write_file",
      description: "Writes a file, making its folders",
      input: toTextInput({ path: "File, relative to the workspace.", text: "All of its new text." }),
      async run(input) {
        const text = readText(input, "text");
        const file = await confine(root, readText(input, "path"));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
        return `wrote ${relative(await confine(root, "."), file)}`;
      },
    },
  ];
}
