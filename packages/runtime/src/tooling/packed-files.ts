import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import type { Diagnostic } from "@kodex/manifest";
import { MANIFEST_FILE } from "../discovery/manifest-file.ts";

/** What a package of this plugin would lack, by the `files` of its `package.json`; nothing when it is no package. */
export function checkPackedFiles(root: string): readonly Diagnostic[] {
  const file = join(root, "package.json");
  if (!existsSync(file)) return [];
  const { files } = JSON.parse(readFileSync(file, "utf8")) as { files?: unknown };
  if (!Array.isArray(files)) return [];
  const patterns = files.filter((pattern): pattern is string => typeof pattern === "string");
  const { command, main } = readEntry(root);
  const needed = [MANIFEST_FILE, ...(main === undefined ? [] : [main]), ...command.filter((part) => part.startsWith("./"))];
  return needed
    .filter((path) => !patterns.some((pattern) => covers(pattern, path)))
    .map((path) => ({
      severity: "error",
      code: "PACKED_FILE_MISSING",
      message: `"files" in package.json does not carry ${path}`,
      hint: `Add ${JSON.stringify(path.replace(/^\.\//, ""))} to "files".`,
      file,
      path: "/files",
    }));
}

function readEntry(root: string): { readonly main?: string; readonly command: readonly string[] } {
  try {
    const { command, main } = JSON.parse(readFileSync(join(root, MANIFEST_FILE), "utf8")) as { command?: unknown; main?: unknown };
    return {
      ...(typeof main === "string" ? { main } : {}),
      command: Array.isArray(command) ? command.filter((part) => typeof part === "string") : [],
    };
  } catch {
    // A manifest that cannot be read has its own diagnostics.
    return { command: [] };
  }
}

/** npm's `files`: a file, a folder with all that is in it, or a pattern; of patterns only the fixed beginning counts. */
function covers(pattern: string, path: string): boolean {
  const fixed = normalize(pattern.replace(/\*.*$/, "")).replace(/[/\\]$/, "");
  const wanted = normalize(path);
  return fixed === "." || wanted === fixed || wanted.startsWith(`${fixed}/`) || (pattern.includes("*") && wanted.startsWith(fixed));
}
