import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { KODEX_API_VERSION } from "@kodex/manifest";
import { toErrorMessage } from "../errors.ts";
import { toChecksum } from "./checksum.ts";
import { type IndexedManifest, type IndexEntry, parseIndexBody, toIndexBody } from "./index-body.ts";

/** Remembers normalized manifests between runs, so that a known file costs no more than its `stat`. */
export interface ManifestIndex {
  /** Where it is kept. */
  readonly file: string;
  /** Why what was there was dropped, if it was: it is made anew. */
  readonly dropped: string | undefined;
  /** What was kept for a file, deeply frozen, if its stamp is still the same. */
  get(file: string, stamp: string): IndexedManifest | undefined;
  /** Keeps a manifest. */
  set(file: string, stamp: string, manifest: IndexedManifest): void;
  /** Writes it, by atomic rename and only if something has changed. Returns why it could not be written. */
  save(): string | undefined;
}

/** Changes when entries of an older release would be read wrongly, or would no longer pass the checks of a manifest. */
const FORMAT = 4;

/**
 * Opens the index in a file. Its first line names the versions and hooks that it was made for and carries a checksum of
 * the rest; whatever does not fit is dropped. The checksum finds damage, not malice: whoever may write here may also
 * write the workspace's state. Only files that were asked for in this run are kept when it is saved.
 */
export function openManifestIndex(file: string, context: { readonly hooks: unknown }): ManifestIndex {
  const header = toChecksum(JSON.stringify([FORMAT, KODEX_API_VERSION, context.hooks]));
  const { dropped, entries: known } = read(file, header);
  const used = new Map<string, IndexEntry>();
  let isChanged = dropped !== undefined;
  return {
    file,
    dropped,
    get(path, stamp) {
      const entry = known.get(path);
      if (entry?.stamp !== stamp) return undefined;
      used.set(path, entry);
      return entry;
    },
    set(path, stamp, { diagnostics, manifest }) {
      used.set(path, { stamp, manifest, diagnostics });
      isChanged = true;
    },
    save() {
      if (!isChanged && used.size === known.size) return undefined;
      return write(file, header, used);
    },
  };
}

interface Contents {
  readonly entries: ReadonlyMap<string, IndexEntry>;
  readonly dropped?: string;
}

function read(file: string, header: string): Contents {
  const entries: ReadonlyMap<string, IndexEntry> = new Map();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? { entries } : { entries, dropped: toErrorMessage(error) };
  }
  // The body is only parsed when it is what the first line says.
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  const [version, checksum] = text.slice(0, Math.max(end, 0)).split(" ");
  if (version !== header) return { entries, dropped: "it was made for another version or other hooks" };
  if (checksum !== toChecksum(body)) return { entries, dropped: "its checksum does not fit" };
  try {
    return { entries: parseIndexBody(body) };
  } catch (error) {
    return { entries, dropped: toErrorMessage(error) };
  }
}

function write(file: string, header: string, entries: ReadonlyMap<string, IndexEntry>): string | undefined {
  const body = toIndexBody(entries);
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, `${header} ${toChecksum(body)}\n${body}`);
    return undefined;
  } catch (error) {
    return toErrorMessage(error);
  }
}

/** Whoever reads meanwhile, or writes too, finds one whole text or the other. @throws the system's error */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.${crypto.randomUUID()}`;
  try {
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
