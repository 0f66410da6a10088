import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Candidate, Tier } from "../candidate.ts";
import { compareText } from "../compare-text.ts";
import { toPluginUnreadable } from "../errors.ts";
import { toFileStamp } from "./file-stamp.ts";
import type { PluginSource } from "./source.ts";
import { isFirstParty } from "./workspace-root.ts";

/** File name of a manifest. */
export const MANIFEST_FILE = "kodex.plugin.json";

const MODULE = /^[^.].*\.(?:js|mjs|ts|mts)$/;
const NOT_A_PLUGIN = /\.d\.m?ts$|\.(?:test|spec)\.m?[jt]s$/;

/**
 * Plugins in a folder: single files (`*.js *.mjs *.ts *.mts`) and folders with a `kodex.plugin.json`, in order of their
 * names. A folder that does not exist holds none.
 *
 * @param folder relative to the workspace, or absolute
 */
export function localPlugins(folder = "./plugins", options: { readonly tier?: Tier } = {}): PluginSource {
  const source = `local:${folder}`;
  return {
    name: source,
    discover({ cwd }) {
      const root = resolve(cwd, folder);
      const base = { origin: "local", source, tier: options.tier ?? "project" } as const;
      let names: string[];
      try {
        names = readdirSync(root);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return code === "ENOENT" ? [] : [{ ...base, kind: "unreadable", file: root, root, firstParty: isFirstParty(root, cwd), error: toPluginUnreadable(root, error) }];
      }
      return names.sort(compareText).flatMap((name) => toCandidate(join(root, name), base, cwd));
    },
  };
}

type Base = Pick<Candidate, "origin" | "source" | "tier">;

function toCandidate(path: string, base: Base, cwd: string): readonly Candidate[] {
  const name = basename(path);
  try {
    const stats = statSync(path);
    const file = realpathSync(path);
    const firstParty = isFirstParty(file, cwd);
    if (stats.isFile()) return MODULE.test(name) && !NOT_A_PLUGIN.test(name) ? [{ ...base, kind: "module", file: path, root: resolve(path, ".."), firstParty }] : [];
    return stats.isDirectory() && !name.startsWith(".") ? toManifestCandidate(path, base, firstParty) : [];
  } catch (error) {
    return [{ ...base, kind: "unreadable", file: path, root: path, firstParty: false, error: toPluginUnreadable(path, error) }];
  }
}

function toManifestCandidate(root: string, base: Base, firstParty: boolean): readonly Candidate[] {
  const file = join(root, MANIFEST_FILE);
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return [];
  const stamp = toFileStamp([file]);
  return [{ ...base, kind: "manifest", file, root, firstParty, readText: () => readFileSync(file, "utf8"), ...(stamp === undefined ? {} : { stamp }) }];
}
