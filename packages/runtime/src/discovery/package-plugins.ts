import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Candidate, Tier } from "../candidate.ts";
import { compareText } from "../compare-text.ts";
import { toPackageJsonInvalid } from "../errors.ts";
import { toFileStamp } from "./file-stamp.ts";
import { MANIFEST_FILE } from "./local-plugins.ts";
import { readPackageDefaults } from "./package-defaults.ts";
import type { PluginSource } from "./source.ts";
import { isFirstParty } from "./workspace-root.ts";

const SOURCE = "packages";
const FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

/**
 * Installed plugins: packages that the workspace's `package.json` depends on and that carry a `kodex.plugin.json`, in
 * order of their names. Finds them where Node would: in the nearest `node_modules` upward, through links, so in the
 * layouts of npm, pnpm and workspaces, hoisted or not.
 */
export function packagePlugins(options: { readonly tier?: Tier } = {}): PluginSource {
  const base = { origin: "package", source: SOURCE, tier: options.tier ?? "project" } as const;
  return {
    name: SOURCE,
    discover({ cwd }) {
      const file = join(cwd, "package.json");
      if (!existsSync(file)) return [];
      try {
        const names = toDependencies(JSON.parse(readFileSync(file, "utf8")));
        return names.flatMap((name) => toCandidate(name, cwd, base));
      } catch (error) {
        return [{ ...base, kind: "unreadable", file, root: cwd, firstParty: true, error: toPackageJsonInvalid(file, error) }];
      }
    },
  };
}

function toDependencies(manifest: unknown): string[] {
  if (typeof manifest !== "object" || manifest === null) throw new TypeError("an object is expected");
  const names = FIELDS.flatMap((field) => Object.keys((manifest as Readonly<Record<string, object | undefined>>)[field] ?? {}));
  return [...new Set(names)].sort(compareText);
}

function toCandidate(name: string, cwd: string, base: Pick<Candidate, "origin" | "source" | "tier">): readonly Candidate[] {
  const root = findPackage(name, cwd);
  if (root === undefined) return [];
  const file = join(root, MANIFEST_FILE);
  const packageFile = join(root, "package.json");
  const stamp = toFileStamp([file, packageFile]);
  return [
    {
      ...base,
      kind: "manifest",
      file,
      root,
      firstParty: isFirstParty(root, cwd),
      readText: () => readFileSync(file, "utf8"),
      readDefaults: () => readPackageDefaults(packageFile),
      ...(stamp === undefined ? {} : { stamp }),
    },
  ];
}

/** Real folder of a package with a manifest; undefined when it is not installed or is no plugin. */
function findPackage(name: string, cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return existsSync(join(candidate, MANIFEST_FILE)) ? realpathSync(candidate) : undefined;
    if (dirname(folder) === folder) return undefined;
  }
}
