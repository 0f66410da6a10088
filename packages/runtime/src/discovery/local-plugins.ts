import { type Dirent, lstatSync, readdirSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { Candidate, Tier } from "../candidate.ts";
import { compareText } from "../compare-text.ts";
import { toPluginUnreadable } from "../errors.ts";
import { findManifest } from "./manifest-file.ts";
import type { PluginSource } from "./source.ts";
import { createFirstPartyCheck, toRealPath } from "./workspace-root.ts";

const MODULE = /\.(?:js|mjs|ts|mts)$/;
const NOT_A_PLUGIN = /\.d\.m?ts$|\.(?:test|spec)\.m?[jt]s$/;

/**
 * Plugins in a folder: single files (`*.js *.mjs *.ts *.mts`) and folders with a `kodex.plugin.json`, in order of their
 * names; hidden ones, tests and declaration files are passed over. A folder that does not exist holds none. Of a folder
 * and a single file that hold the same plugin (`lint/` beside `lint.js`) the folder comes first, and so it wins.
 *
 * @param folder relative to the workspace, or absolute
 */
export function localPlugins(folder = "./plugins", options: { readonly tier?: Tier } = {}): PluginSource {
  const source = `local:${folder}`;
  return {
    name: source,
    discover({ cwd }) {
      const root = resolve(cwd, folder);
      const isFirstParty = createFirstPartyCheck(cwd);
      const place: Place = {
        root,
        origin: "local",
        source,
        tier: options.tier ?? "project",
        isFirstParty,
        holdsFirstParty: isFirstParty(toRealPath(root)),
      };
      try {
        const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
        return entries.sort((a, b) => compareText(a.name, b.name)).flatMap((entry) => toCandidate(entry, place));
      } catch (error) {
        return isAbsent(root, error) ? [] : [toUnreadable(root, place, error)];
      }
    },
  };
}

/** The folder that is searched. */
interface Place extends Pick<Candidate, "origin" | "source" | "tier"> {
  readonly root: string;
  readonly isFirstParty: (realPath: string) => boolean;
  /** Whether what lies in it, and is no link, is first-party code. */
  readonly holdsFirstParty: boolean;
}

function toCandidate(entry: Dirent, place: Place): readonly Candidate[] {
  const { isFirstParty, origin, source, tier } = place;
  const path = `${place.root}${sep}${entry.name}`;
  try {
    const isLink = entry.isSymbolicLink();
    const target = isLink ? statSync(path) : entry;
    const firstParty = isLink ? isFirstParty(toRealPath(path)) : place.holdsFirstParty && entry.name !== "node_modules";
    const details = { origin, source, tier, firstParty };
    if (target.isFile()) return isPluginFile(entry.name) ? [{ ...details, kind: "module", file: path, root: place.root }] : [];
    if (!target.isDirectory()) return [];
    const candidate = findManifest(path, details);
    return candidate === undefined ? [] : [candidate];
  } catch (error) {
    return [toUnreadable(path, place, error)];
  }
}

/** Whether hosts take a file of this name for a plugin. */
export function isPluginFile(name: string): boolean {
  return MODULE.test(name) && !NOT_A_PLUGIN.test(name);
}

/** Whether a folder could not be read because it is not there, not even as a link to nothing. */
function isAbsent(path: string, error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT" && lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function toUnreadable(path: string, { origin, source, tier }: Place, error: unknown): Candidate {
  return { kind: "unreadable", origin, source, tier, file: path, root: path, firstParty: false, error: toPluginUnreadable(path, error) };
}
