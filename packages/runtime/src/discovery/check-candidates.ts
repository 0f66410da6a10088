import { readFileSync } from "node:fs";
import { type HookSpec, KodexError, type LedgerEntry, type ManifestReading, PluginValidationError, toManifest } from "@kodex/manifest";
import type { TrustGate } from "../admission/trust-gate.ts";
import { askTrustGate } from "../ask-trust-gate.ts";
import type { Candidate, InlineCandidate, ManifestCandidate, ModuleCandidate } from "../candidate.ts";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { PluginRefusedError, toExportInvalid, toPluginSafeMode, toPluginUnreadable } from "../errors.ts";
import { createLedgerWriter, type RefusedCandidate } from "../ledger-writer.ts";
import { parsePlugin } from "../parse-plugin.ts";
import type { Plugin } from "../plugin.ts";
import { toPlaceName } from "./discover-candidates.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** What reading manifests needs of the runtime. */
export interface CheckOptions {
  /** Events beyond the vocabulary. */
  readonly hooks: Readonly<Record<string, HookSpec>>;
  /** Remembers manifests. */
  readonly index: ManifestIndex | undefined;
  /** Decides whether a single file may be imported for its manifest. */
  readonly trust: TrustGate;
  /** Whether third-party single files are left alone. Default false. */
  readonly safeMode?: boolean;
  /** Imports a single file. @throws PluginLoadError */
  readonly importPlugin: (file: string, plugin: string) => Promise<Plugin>;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
  /** Learns of every plugin that ends here, in order. */
  readonly onRefused: (refused: RefusedCandidate) => void;
}

/**
 * Reads the manifest of each candidate; those without a valid one end here, with an entry in the ledger. Single files
 * are imported one after the other, in order, each only after the trust gate has admitted its path and digest.
 */
export async function checkCandidates(candidates: readonly Candidate[], options: CheckOptions): Promise<readonly CheckedPlugin[]> {
  const writer = createLedgerWriter("manifest", options.record, options.onRefused);
  const checked: CheckedPlugin[] = [];
  for (const candidate of candidates) {
    const startedAt = performance.now();
    if (candidate.kind === "unreadable") {
      options.onRefused({ candidate, outcome: "error", error: candidate.error });
      continue;
    }
    try {
      // Manifests are data and are read at once; only plugins in code are worth waiting for.
      const plugin =
        candidate.kind === "manifest" ? toChecked(candidate, readManifest(candidate, options)) : await checkCode(candidate, options);
      writer.loaded(plugin.id, candidate, "manifest is valid", performance.now() - startedAt);
      checked.push(plugin);
    } catch (error) {
      const known = KodexError.is(error) ? error : toPluginUnreadable(toPlaceName(candidate), error);
      writer.refused(known.plugin ?? toPlaceName(candidate), candidate, isOnPurpose(known) ? "skipped" : "error", {
        error: known,
        durationMs: performance.now() - startedAt,
      });
    }
  }
  return checked;
}

function isOnPurpose(error: KodexError): boolean {
  return error.code === "PLUGIN_SAFE_MODE" || error instanceof PluginRefusedError;
}

function readManifest(candidate: ManifestCandidate, { hooks, index }: CheckOptions): ManifestReading {
  const { file, stamp } = candidate;
  const known = stamp === undefined ? undefined : index?.get(file, stamp);
  if (known !== undefined) return known;
  const defaults = candidate.readDefaults?.();
  const reading = toManifest(candidate.readText(), { hooks, file, ...(defaults === undefined ? {} : { defaults }) });
  if (stamp !== undefined && reading.manifest !== undefined)
    index?.set(file, stamp, { manifest: reading.manifest, diagnostics: reading.diagnostics });
  return reading;
}

function toChecked(candidate: CheckedPlugin["candidate"], { diagnostics, manifest }: ManifestReading, plugin?: Plugin): CheckedPlugin {
  if (manifest === undefined) throw new PluginValidationError(diagnostics);
  return { candidate, id: `${manifest.name}@${manifest.version}`, manifest, diagnostics, plugin };
}

async function checkCode(candidate: InlineCandidate | ModuleCandidate, options: CheckOptions): Promise<CheckedPlugin> {
  const name = toPlaceName(candidate);
  const plugin = candidate.kind === "inline" ? parsePlugin(candidate.plugin, name) : await importTrusted(candidate, options);
  const { hooks, manifest } = plugin;
  if (!isObject(manifest))
    throw toExportInvalid(name, "its manifest is missing", 'Add "manifest" with "manifestVersion", "name" and "version" beside "hooks".');
  // In code, the handlers themselves say which hooks there are.
  const declared =
    manifest.hooks === undefined && isObject(hooks)
      ? { ...manifest, hooks: Object.fromEntries(Object.keys(hooks).map((hook) => [hook, {}])) }
      : manifest;
  return toChecked(
    candidate,
    toManifest(declared, { hooks: options.hooks, embedded: true, ...(candidate.file === "" ? {} : { file: candidate.file }) }),
    plugin,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

async function importTrusted(candidate: ModuleCandidate, { importPlugin, safeMode, trust }: CheckOptions): Promise<Plugin> {
  const { file } = candidate;
  if (safeMode === true && !candidate.firstParty) throw toPluginSafeMode(file);
  const { createHash } = await import("node:crypto");
  const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
  const approval = await askTrustGate(trust, { candidate, digest, declared: [] }, file);
  if (KodexError.is(approval)) throw approval;
  return importPlugin(file, file);
}
