import { access, mkdir, readdir, readFile, realpath, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { PluginFs } from "../../plugin.ts";
import type { GrantCheck } from "./grant-check.ts";

type Scope = "read" | "write";

/** Files below these are what others run without asking: no grant makes them writable. */
const NEVER_WRITABLE = [
  /(?:^|\/)\.git\/(?:hooks\/|config$)/,
  /(?:^|\/)\.(?:bashrc|bash_profile|profile|zshrc|zprofile|zshenv)$/,
  /(?:^|\/)\.(?:vscode|idea)\//,
  /(?:^|\/)\.kodex\//,
];

/** Files within the granted paths. Links are resolved before anything is decided. */
export function createFiles(
  plugin: AdmittedPlugin,
  grants: GrantCheck,
  options: { readonly cwd: string; readonly stateDirectory: string },
): PluginFs {
  const home = join(options.stateDirectory, "data", encodeURIComponent(plugin.manifest.name));
  const roots: Readonly<Record<string, string>> = {
    $workspace: options.cwd,
    $plugin: plugin.candidate.root,
    $data: join(home, "files"),
    $cache: join(home, "cache"),
    $tmp: join(tmpdir(), `kodex-${encodeURIComponent(plugin.manifest.name)}`),
    $home: homedir(),
  };

  async function open(path: string, scope: Scope): Promise<string> {
    const absolute = toAbsolute(path, roots, grants, scope);
    const real = await toRealPath(absolute);
    const named = await toNamed(real, roots);
    if (named === undefined) return grants.refuse(`fs:${path}:${scope}`, "it leads outside every folder that can be granted");
    if (scope === "write" && NEVER_WRITABLE.some((pattern) => pattern.test(named)))
      return grants.refuse(`fs:${named}:write`, "others run what stands there");
    grants.assertGranted(`fs:${named}:${scope}`);
    return real;
  }

  return {
    readText: async (path) => readFile(await open(path, "read"), "utf8"),
    async writeText(path, text) {
      const file = await open(path, "write");
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    },
    async list(path) {
      const entries = await readdir(await open(path, "read"), { withFileTypes: true });
      return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
    },
    async exists(path) {
      const file = await open(path, "read");
      return access(file).then(
        () => true,
        () => false,
      );
    },
    async remove(path) {
      const file = await open(path, "write");
      const stats = await stat(file).catch(() => undefined);
      if (stats?.isDirectory() === true) await rmdir(file);
      else await rm(file, { force: true });
    },
  };
}

function toAbsolute(path: string, roots: Readonly<Record<string, string>>, grants: GrantCheck, scope: Scope): string {
  if (path.includes("\0")) return grants.refuse(`fs:${path.replaceAll("\0", "\\0")}:${scope}`, "it holds a NUL");
  const [first = "", ...rest] = path.split("/");
  const root = roots[first];
  if (root !== undefined) return resolve(root, ...rest);
  if (!isAbsolute(path)) return grants.refuse(`fs:${path}:${scope}`, "it begins neither with a root such as $workspace nor with a slash");
  return resolve(path);
}

/** The path without links; of one that does not exist yet, its existing part without links. */
async function toRealPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // Not there: what counts is where its folder leads. The file system's own root always exists.
    const parent = dirname(path);
    return parent === path ? path : join(await toRealPath(parent), relative(parent, path));
  }
}

/** The path as grants name it, from the innermost root that holds it. */
async function toNamed(real: string, roots: Readonly<Record<string, string>>): Promise<string | undefined> {
  const places = await Promise.all(
    Object.entries(roots).map(async ([name, root]) => ({ name, inside: relative(await toRealPath(root), real) })),
  );
  const holding = places.filter(({ inside }) => inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside));
  const [nearest] = holding.sort((a, b) => a.inside.length - b.inside.length);
  if (nearest === undefined) return undefined;
  return nearest.inside === "" ? nearest.name : `${nearest.name}/${nearest.inside.split(sep).join("/")}`;
}
