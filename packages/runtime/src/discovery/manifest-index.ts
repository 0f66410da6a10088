import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, KODEX_API_VERSION, type PluginManifest } from "@kodex/manifest";
import { toErrorMessage } from "../errors.ts";

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
 * Opens the index in a file. Its first line names the versions and hooks that it was made for and carries a checksum of
 * the rest; whatever does not fit is dropped. The checksum finds damage, not malice: whoever may write here may also
 * write the workspace's state. Only files that were asked for in this run are kept when it is saved.
 */
export function openManifestIndex(file: string, context: { readonly hooks: unknown }): ManifestIndex {
  const header = toDigest(JSON.stringify([FORMAT, KODEX_API_VERSION, context.hooks]));
  const { dropped, entries: known } = read(file, header);
  const used = new Map<string, Entry>();
  let isChanged = dropped !== undefined;
  return {
    file,
    dropped,
    get(path, stamp) {
      const entry = known.get(path);
      if (entry?.stamp !== stamp) return undefined;
      used.set(path, entry);
      return freeze({ manifest: entry.manifest, diagnostics: entry.diagnostics });
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
  readonly entries: ReadonlyMap<string, Entry>;
  readonly dropped?: string;
}

function read(file: string, header: string): Contents {
  const entries = new Map<string, Entry>();
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
  if (checksum !== toDigest(body)) return { entries, dropped: "its checksum does not fit" };
  try {
    return { entries: new Map(JSON.parse(body) as [string, Entry][]) };
  } catch (error) {
    return { entries, dropped: toErrorMessage(error) };
  }
}

function write(file: string, header: string, entries: ReadonlyMap<string, Entry>): string | undefined {
  const body = JSON.stringify([...entries]);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${header} ${toDigest(body)}\n${body}`, { flag: "wx" });
    renameSync(draft, file);
    return undefined;
  } catch (error) {
    rmSync(draft, { force: true });
    return toErrorMessage(error);
  }
}

function toDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Freezes a value that was just parsed, all the way down. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const key of Object.keys(value)) freeze((value as Record<string, unknown>)[key]);
  return Object.freeze(value);
}
