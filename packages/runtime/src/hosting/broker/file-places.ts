import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { isGranted } from "@kodex/manifest";
import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { GrantCheck } from "./grant-check.ts";
import { isProtected } from "./protected-paths.ts";
import { toInside, toRealPath } from "./real-path.ts";

/** What a plugin wants of a path. */
export type FileScope = "read" | "write";

/** Turns the paths that a plugin names into paths of the system, and holds it to its grants. Links are resolved first. */
export interface FilePlaces {
  /** Where a path leads. @throws PermissionDeniedError, or the system's error */
  find(path: string, scope: FileScope): Promise<string>;
  /** The entry that a path names, to be removed: a link itself and not where it leads. @throws PermissionDeniedError, or the system's error */
  findEntry(path: string): Promise<string>;
  /** A folder to run a program in: inside the workspace, or one that may be read. @throws PermissionDeniedError, or the system's error */
  findFolder(path: string): Promise<string>;
}

/** Folders that the places of a plugin begin from. */
export interface FilePlaceOptions {
  /** Workspace, absolute. */
  readonly cwd: string;
  /** Folder for plugins' data. */
  readonly stateDirectory: string;
  /** Folder of this plugin's own data. */
  readonly dataFolder: string;
  /** Folders with code of plugins, absolute. */
  readonly codeFolders: readonly string[];
}

/** Places of one plugin. */
export function createFilePlaces(plugin: AdmittedPlugin, grants: GrantCheck, options: FilePlaceOptions): FilePlaces {
  const roots = new Map([
    ["$workspace", options.cwd],
    ["$plugin", plugin.candidate.root],
    ["$data", join(options.dataFolder, "files")],
    ["$cache", join(options.dataFolder, "cache")],
    ["$tmp", join(options.dataFolder, "tmp")],
    ["$home", homedir()],
  ]);

  function toAbsolute(path: string, scope: FileScope): string {
    if (path.includes("\0")) return grants.refuse(`fs:${path.replaceAll("\0", "\\0")}:${scope}`, "it holds a NUL");
    const [first = "", ...rest] = path.split("/");
    const root = roots.get(first);
    if (root !== undefined) return join(resolve(root), ...rest);
    if (!isAbsolute(path)) return grants.refuse(`fs:${path}:${scope}`, "it begins neither with a root such as $workspace nor with a slash");
    return resolve(path);
  }

  /** The path as grants may name it, one name for each root that holds it; the root that was asked for, then the nearest one first. */
  async function toNames(real: string, asked: string): Promise<readonly { readonly root: string; readonly inside: string }[]> {
    const names: { root: string; inside: string }[] = [];
    for (const [root, folder] of roots) {
      const inside = toInside(await toRealPath(folder), real);
      if (inside !== undefined) names.push({ root, inside: inside.normalize("NFC") });
    }
    const toRank = ({ inside, root }: { root: string; inside: string }): number =>
      asked === root || asked.startsWith(`${root}/`) ? -1 : inside.length;
    return names.sort((a, b) => toRank(a) - toRank(b));
  }

  async function assertAllowed(real: string, scope: FileScope, asked: string): Promise<void> {
    const names = await toNames(real, asked);
    const [first] = names;
    if (first === undefined) return grants.refuse(`fs:${asked}:${scope}`, "it leads outside every folder that can be granted");
    const atoms = names.map(({ inside, root }) => `fs:${inside === "" ? root : `${root}/${inside}`}:${scope}`);
    const [atom = ""] = atoms;
    if (scope === "write" && (names.some(({ inside }) => isProtected(inside)) || (await holdsCode(real))))
      return grants.refuse(atom, "others run or obey what stands there");
    if (!atoms.some((candidate) => isGranted(candidate, grants.grants))) grants.assertGranted(atom);
  }

  /** Whether a path lies with code of plugins, or with what the runtime keeps for others. */
  async function holdsCode(real: string): Promise<boolean> {
    if (toInside(await toRealPath(options.dataFolder), real) !== undefined) return false;
    const workspace = await toRealPath(options.cwd);
    for (const folder of [...options.codeFolders, options.stateDirectory]) {
      const code = await toRealPath(folder);
      // A workspace that is itself a plugin, or lies in one, is there to be worked on.
      if (toInside(code, workspace) === undefined && toInside(code, real) !== undefined) return true;
    }
    return false;
  }

  return {
    async find(path, scope) {
      const real = await toRealPath(toAbsolute(path, scope));
      await assertAllowed(real, scope, path);
      return real;
    },
    async findEntry(path) {
      const absolute = toAbsolute(path, "write");
      const entry = join(await toRealPath(dirname(absolute)), basename(absolute));
      await assertAllowed(entry, "write", path);
      return entry;
    },
    async findFolder(path) {
      const absolute = path.startsWith("$") ? toAbsolute(path, "read") : resolve(options.cwd, path);
      const real = await toRealPath(absolute);
      if (toInside(await toRealPath(options.cwd), real) === undefined) await assertAllowed(real, "read", path);
      return real;
    },
  };
}
