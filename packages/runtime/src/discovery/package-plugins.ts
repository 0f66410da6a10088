import { existsSync, lstatSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { KodexError } from "@kodex/manifest";
import type { Candidate, Tier } from "../candidate.ts";
import { compareText } from "../compare-text.ts";
import { toPackageJsonInvalid, toPluginUnreadable } from "../errors.ts";
import { findManifest } from "./manifest-file.ts";
import { isRecord, readPackageJson } from "./package-defaults.ts";
import type { PluginSource } from "./source.ts";
import { createFirstPartyCheck, toRealPath } from "./workspace-root.ts";

const SOURCE = "packages";
const FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;
/** Names that npm installs: nothing that leads out of `node_modules`. */
const PACKAGE_NAME = /^(?:@[^\s/\\]+\/)?[^\s/\\.][^\s/\\]*$/;

/**
 * Installed plugins: packages that the workspace's `package.json` depends on and that carry a `kodex.plugin.json`, in
 * order of their names. Finds them where Node would: in the nearest `node_modules` upward, through links, so in the
 * layouts of npm, pnpm and workspaces, hoisted or not. A package under two names is found once.
 *
 * @param options.from folder whose `package.json` counts, absolute; the workspace when left out. An agent that brings
 *   plugins of its own names its own folder.
 */
export function packagePlugins(options: { readonly tier?: Tier; readonly from?: string } = {}): PluginSource {
  const base: Base = { origin: "package", source: SOURCE, tier: options.tier ?? "project" };
  return {
    name: SOURCE,
    discover({ cwd }) {
      const from = options.from ?? cwd;
      const file = join(from, "package.json");
      let names: readonly string[];
      try {
        names = toDependencies(readPackageJson(file) ?? {}, file).sort(compareText);
      } catch (error) {
        return [
          {
            ...base,
            kind: "unreadable",
            file,
            root: from,
            firstParty: true,
            error: KodexError.is(error) ? error : toPluginUnreadable(file, error),
          },
        ];
      }
      if (names.length === 0) return [];
      const isFirstParty = createFirstPartyCheck(cwd);
      const folders = toModuleFolders(toRealPath(from));
      const seen = new Set<string>();
      return names.flatMap((name) => {
        const found = findPlugin(name, folders, { base, isFirstParty });
        if (found === undefined || seen.has(found.file)) return [];
        seen.add(found.file);
        return [found];
      });
    },
  };
}

type Base = Pick<Candidate, "origin" | "source" | "tier">;

function toDependencies(manifest: Readonly<Record<string, unknown>>, file: string): string[] {
  const names = FIELDS.flatMap((field) => {
    const part = manifest[field] ?? {};
    if (!isRecord(part)) throw toPackageJsonInvalid(file, new TypeError(`"${field}" is not an object`));
    return Object.keys(part);
  });
  return [...new Set(names)].filter((name) => PACKAGE_NAME.test(name));
}

/** The `node_modules` folders that Node would search, nearest first, at their real place. */
function toModuleFolders(cwd: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (basename(folder) !== "node_modules" && existsSync(modules)) folders.push(toRealPath(modules));
    if (dirname(folder) === folder) return folders;
  }
}

/** The plugin of that name; undefined when the package is not installed or is no plugin. */
function findPlugin(
  name: string,
  folders: readonly string[],
  { base, isFirstParty }: { readonly base: Base; readonly isFirstParty: (realPath: string) => boolean },
): Candidate | undefined {
  for (const folder of folders) {
    const path = `${folder}${sep}${name}`;
    try {
      const root = findRoot(path, name);
      if (root === undefined) continue;
      // The nearest package of that name hides those further up, whether or not it is a plugin.
      // What no link leads out of lies below a `node_modules`.
      return findManifest(root, { ...base, firstParty: root !== path && isFirstParty(root) });
    } catch (error) {
      return { ...base, kind: "unreadable", file: path, root: path, firstParty: false, error: toPluginUnreadable(path, error) };
    }
  }
  return undefined;
}

/** The real place of a package's folder; undefined when there is none. A folder that no link leads to is where it seems. */
function findRoot(path: string, name: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isDirectory() && !name.startsWith("@")) return path;
  const root = toRealPath(path);
  return statSync(root, { throwIfNoEntry: false })?.isDirectory() === true ? root : undefined;
}
