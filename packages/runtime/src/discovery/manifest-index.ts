import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, KODEX_API_VERSION, type PluginManifest, toFrozenCopy } from "@kodex/manifest";

/** Remembers normalized manifests between runs, so that a known file costs one `stat`. */
export interface ManifestIndex {
  /** What was kept for a file, if its stamp is still the same. */
  get(file: string, stamp: string): IndexedManifest | undefined;
  /** Keeps a manifest. */
  set(file: string, stamp: string, manifest: IndexedManifest): void;
  /** Writes the index if something has changed. Returns why it could not be written. */
  save(): string | undefined;
  /** Why what was found on disk was not used, if something was found. */
  readonly problem: string | undefined;
}

/** A manifest that was read without an error. */
export interface IndexedManifest {
  /** The normalized manifest. */
  readonly manifest: PluginManifest;
  /** Warnings and what normalization changed. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Entry extends IndexedManifest {
  readonly stamp: string;
}

/** Changes when entries of an older release would be read wrongly. */
const FORMAT = 1;

/**
 * Opens the index in a file. Its body carries a checksum and the versions that it was made for; whatever does not
 * fit is dropped and built anew. Only files that were asked for in this run are kept when it is saved.
 */
export function openManifestIndex(file: string, context: { readonly hooks: unknown }): ManifestIndex {
  const header = createHash("sha256").update(JSON.stringify([FORMAT, KODEX_API_VERSION, context.hooks])).digest("hex");
  const { entries: known, problem } = read(file, header);
  const used = new Map<string, Entry>();
  let isChanged = false;
  return {
    problem,
    get(path, stamp) {
      const entry = known.get(path);
      if (entry?.stamp !== stamp) return undefined;
      used.set(path, entry);
      return { manifest: toFrozenCopy(entry.manifest), diagnostics: entry.diagnostics };
    },
    set(path, stamp, manifest) {
      used.set(path, { stamp, ...manifest });
      isChanged = true;
    },
    save() {
      if (!isChanged && used.size === known.size) return undefined;
      return write(file, header, used);
    },
  };
}

function read(file: string, header: string): { readonly entries: ReadonlyMap<string, Entry>; readonly problem: string | undefined } {
  const empty = new Map<string, Entry>();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return { entries: empty, problem: isMissing ? undefined : (error as Error).message };
  }
  // One line says what the body must be; the body is only parsed when it is that.
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  const [version, checksum] = text.slice(0, end).split(" ");
  if (version !== header) return { entries: empty, problem: undefined };
  if (checksum !== toChecksum(body)) return { entries: empty, problem: "its checksum does not fit" };
  return { entries: new Map(Object.entries(JSON.parse(body) as Record<string, Entry>)), problem: undefined };
}

function write(file: string, header: string, entries: ReadonlyMap<string, Entry>): string | undefined {
  const body = JSON.stringify(Object.fromEntries(entries));
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${header} ${toChecksum(body)}\n${body}`);
    renameSync(draft, file);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function toChecksum(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
