// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration is ambient: there is nothing to import
/// <reference path="./npm-packlist.d.ts" />
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Diagnostic } from "@kodex/manifest";
import { MANIFEST_FILE } from "../discovery/manifest-file.ts";
import { toErrorMessage } from "../errors.ts";

/** What a package of this plugin would lack, by npm's own rules; nothing when it is no package. */
export async function checkPackedFiles(root: string): Promise<readonly Diagnostic[]> {
  const file = join(root, "package.json");
  if (!existsSync(file)) return [];
  try {
    const packed = await listPackedFiles(root, JSON.parse(readFileSync(file, "utf8")) as object);
    return listNeededFiles(root)
      .filter((path) => !packed.has(path))
      .map((path) => ({
        severity: "error",
        code: "PACKED_FILE_MISSING",
        message: `a package of ${root} would not carry ${path}`,
        hint: existsSync(join(root, path))
          ? `Add ${JSON.stringify(path)} to "files" in package.json, and take it out of .npmignore.`
          : `Build the plugin, so that ${path} is there.`,
        file,
        path: "/files",
      }));
  } catch (error) {
    return [
      {
        severity: "error",
        code: "PACKAGE_JSON_INVALID",
        message: `${file} cannot be used: ${toErrorMessage(error)}`,
        hint: `Mend ${file}.`,
        file,
      },
    ];
  }
}

/** What npm would pack, as paths relative to the folder. Dependencies that are bundled are not looked into. */
async function listPackedFiles(root: string, manifest: object): Promise<ReadonlySet<string>> {
  const { default: packlist } = await import("npm-packlist");
  const { bundleDependencies: _, bundledDependencies: __, ...own } = manifest as Readonly<Record<string, unknown>>;
  const files = await packlist({ path: root, package: own, isProjectRoot: true, edgesOut: new Map<string, never>() });
  return new Set(files.map((path) => posix.normalize(path)));
}

/** Files without which the plugin does not work. */
function listNeededFiles(root: string): readonly string[] {
  const { command, main } = readEntry(root);
  const parts = [MANIFEST_FILE, ...(main === undefined ? [] : [main]), ...command.filter((part) => /^\.\.?\//.test(part))];
  return [...new Set(parts.map((part) => posix.normalize(part)))];
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
