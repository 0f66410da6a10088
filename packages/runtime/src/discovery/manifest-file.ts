import { isUtf8 } from "node:buffer";
import { lstatSync, readFileSync, statSync } from "node:fs";
import { sep } from "node:path";
import type { ManifestCandidate, UnreadableCandidate } from "../candidate.ts";
import { toPluginUnreadable } from "../errors.ts";
import { toFileStamp } from "./file-stamp.ts";
import { readPackageDefaults } from "./package-defaults.ts";
import { readStart } from "./regular-file.ts";

/** File name of a manifest. */
export const MANIFEST_FILE = "kodex.plugin.json";

/** More bytes than a manifest may have: of a larger file it is enough to read these. */
const ENOUGH_BYTES = 2 * 1024 * 1024;

/** What a source knows of a folder besides its manifest. */
export type FolderDetails = Pick<ManifestCandidate, "firstParty" | "origin" | "source" | "tier">;

/**
 * The plugin in a folder; undefined when it holds no manifest. Costs two `stat` calls and reads nothing: the text, and
 * the defaults of a `package.json` beside it, are read when they are asked for.
 */
export function findManifest(root: string, details: FolderDetails): ManifestCandidate | UnreadableCandidate | undefined {
  const file = `${root}${sep}${MANIFEST_FILE}`;
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) {
      if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
      throw new TypeError("it is a link to nothing");
    }
    // Reading a pipe or a device might never end.
    if (!stats.isFile()) throw new TypeError("it is not a regular file");
    const packageFile = `${root}${sep}package.json`;
    const packageStats = statSync(packageFile, { throwIfNoEntry: false });
    const isLarge = stats.size > ENOUGH_BYTES;
    const { firstParty, origin, source, tier } = details;
    // Written out, here and further along the street: what is put together from parts takes five times as long to make.
    return {
      kind: "manifest",
      origin,
      source,
      tier,
      firstParty,
      file,
      root,
      stamp: toFileStamp([stats, packageStats], Date.now()),
      readText: () => (isLarge ? readStart(file, ENOUGH_BYTES).toString("latin1") : readText(file)),
      readDefaults: packageStats === undefined ? undefined : () => readPackageDefaults(packageFile),
    };
  } catch (error) {
    return { ...details, kind: "unreadable", file, root, error: toPluginUnreadable(file, error) };
  }
}

function readText(file: string): string {
  const text = readFileSync(file, "utf8");
  // Bytes that are not UTF-8 become this character; a text may also hold it rightly.
  if (text.includes("\uFFFD") && !isUtf8(readFileSync(file))) throw new TypeError("it is not UTF-8 text");
  return text;
}
