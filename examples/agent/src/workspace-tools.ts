import { mkdir, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Something that the model may call. */
export interface WorkspaceTool {
  /** Name. */
  readonly name: string;
  /** What it does. */
  readonly description: string;
  /** Does it. @throws Error for a path outside the workspace, or the system's error */
  run(input: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Longest result of a tool, in characters. */
const MAX_RESULT = 20_000;
const SKIPPED = new Set(["node_modules", ".git", "dist", ".turbo"]);

/** Tools that are confined to one folder. */
export function createWorkspaceTools(root: string): readonly WorkspaceTool[] {
  return [
    {
      name: "list_files",
      description: "Names in a folder",
      run: async ({ path }) =>
        (await readdir(await confine(root, path), { withFileTypes: true }))
          .filter(({ name }) => !SKIPPED.has(name))
          .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
          .sort()
          .join("\n"),
    },
    {
      name: "read_file",
      description: "Text of a file",
      run: async ({ path }) => (await readFile(await confine(root, path), "utf8")).slice(0, MAX_RESULT),
    },
    {
      name: "search_text",
      description: "Lines that hold a text",
      run: async ({ text }) => (await search(root, toText(text, "text"))).join("\n").slice(0, MAX_RESULT),
    },
    {
      name: "write_file",
      description: "Writes a file",
      async run({ path, text }) {
        const file = await confine(root, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, toText(text, "text"));
        return `wrote ${relative(root, file)}`;
      },
    },
  ];
}

/** The absolute path, links resolved, if it lies in the workspace. */
async function confine(root: string, path: unknown): Promise<string> {
  const base = await realpath(root);
  const wanted = resolve(base, toText(path, "path"));
  const inside = relative(base, await toReal(wanted));
  if (inside === ".." || inside.startsWith(`..${sep}`)) throw new Error(`"${String(path)}" lies outside the workspace`);
  return join(base, inside);
}

async function toReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // Not there yet: what counts is where its folder leads.
    return dirname(path) === path ? path : join(await toReal(dirname(path)), relative(dirname(path), path));
  }
}

function toText(value: unknown, name: string): string {
  if (typeof value !== "string") throw new TypeError(`"${name}" must be a text`);
  return value;
}

async function search(root: string, text: string): Promise<readonly string[]> {
  const hits: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name) || hits.length >= 100) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile() && /\.(?:md|ts|js|json|txt|py)$/.test(entry.name)) {
        for (const [index, line] of (await readFile(path, "utf8")).split("\n").entries())
          if (line.includes(text)) hits.push(`${relative(root, path)}:${index + 1}: ${line.trim()}`);
      }
    }
  };
  await visit(root);
  return hits;
}
