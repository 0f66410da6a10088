import { posix } from "node:path";
import type { PluginFs } from "@kodex/runtime/plugin";

/** The file that says in which style a project is written. */
export interface StyleFile {
  /** Its path in the workspace. */
  readonly path: string;
  /** Whether it is code that would have to be run. */
  readonly isCode: boolean;
}

const DATA = [".prettierrc", ".prettierrc.json", ".prettierrc.yaml", ".prettierrc.yml", ".prettierrc.json5", ".prettierrc.toml"];
const CODE = [".prettierrc", "prettier.config"].flatMap((name) =>
  ["js", "mjs", "cjs", "ts", "mts", "cts"].map((kind) => `${name}.${kind}`),
);

/** The style file nearest to a file of the workspace: in its folder or one above, up to the workspace itself. */
export async function findStyleFile(path: string, fs: PluginFs): Promise<StyleFile | undefined> {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const names = new Set(await listNames(folder, fs));
    const found = [...DATA, ...CODE].find((name) => names.has(name));
    if (found !== undefined) return { path: posix.join(folder, found), isCode: CODE.includes(found) };
    const manifest = posix.join(folder, "package.json");
    if (names.has("package.json") && hasStyle(await fs.readText(`$workspace/${manifest}`))) return { path: manifest, isCode: false };
    if (folder === "." || folder === "/") return undefined;
  }
}

async function listNames(folder: string, fs: PluginFs): Promise<readonly string[]> {
  // A file that is only being thought of may lie in a folder that is not there yet.
  if (!(await fs.exists(`$workspace/${folder}`))) return [];
  return fs.list(`$workspace/${folder}`);
}

function hasStyle(text: string): boolean {
  try {
    return (JSON.parse(text) as { prettier?: unknown } | null)?.prettier !== undefined;
  } catch {
    // A broken package.json is for those to report who need it.
    return false;
  }
}
