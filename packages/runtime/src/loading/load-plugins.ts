import { dirname } from "node:path";
import { type IsolationLevel, KODEX_API_VERSION, type LedgerEntry } from "@kodex/manifest";
import { admitPlugins } from "../admission/admit.ts";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { Candidate } from "../candidate.ts";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { checkCandidates } from "../discovery/check-candidates.ts";
import { discoverCandidates, toPlaceName } from "../discovery/discover-candidates.ts";
import type { ManifestIndex } from "../discovery/manifest-index.ts";
import { toPluginExited } from "../errors.ts";
import { createHostExit } from "../hosting/host-exit.ts";
import { importPlugin } from "../hosting/import-plugin.ts";
import type { Plugin } from "../plugin.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";
import type { RefusedCandidate } from "../ledger-writer.ts";
import type { PluginRecord } from "../observation/plugin-list.ts";
import type { RuntimeSettings } from "../runtime-settings.ts";

/** What loading needs of the runtime. */
export interface LoadSettings extends Pick<
  RuntimeSettings,
  "config" | "cwd" | "events" | "minimumIsolation" | "safeMode" | "sources" | "strict" | "trust"
> {
  /** Levels for which there is a backend. */
  readonly availableIsolation: readonly IsolationLevel[];
  /** Remembers manifests. */
  readonly index: ManifestIndex | undefined;
  /** Compiles plugins' schemas. */
  readonly schemas: SchemaCompiler;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
}

/** What was found and what may run. */
export interface LoadedPlugins {
  /** Admitted plugins in dependency order. */
  readonly admitted: readonly AdmittedPlugin[];
  /** One record per candidate, in the order of the sources. */
  readonly records: readonly PluginRecord[];
  /** Why the index of manifests could not be written, if it could not. */
  readonly indexProblem: string | undefined;
}

/** The first half of the street: discover, read the manifests, admit. @throws the first problem's typed error when strict. */
export async function loadPlugins(settings: LoadSettings): Promise<LoadedPlugins> {
  const { cwd, record, trust } = settings;
  const refusals: RefusedCandidate[] = [];
  const onRefused = (refused: RefusedCandidate): void => void refusals.push(refused);
  const candidates = discoverCandidates(settings.sources, { cwd, record });
  const checked = await checkCandidates(candidates, {
    hooks: settings.events,
    index: settings.index,
    trust,
    safeMode: settings.safeMode,
    importPlugin: createWatchedImport(record),
    record,
    onRefused,
  });
  const indexProblem = settings.index === undefined ? undefined : saveIndex(settings.index, record);
  const admitted = await admitPlugins(checked, {
    config: settings.config,
    engine: { apiVersion: KODEX_API_VERSION, platform: process.platform, arch: process.arch },
    trust,
    safeMode: settings.safeMode,
    availableIsolation: settings.availableIsolation,
    minimumIsolation: settings.minimumIsolation,
    schemas: settings.schemas,
    record,
    onRefused,
  });
  const problem = settings.strict ? refusals.find(({ outcome }) => outcome === "error") : undefined;
  if (problem !== undefined) throw problem.error;
  return { admitted, records: toRecords(candidates, checked, admitted, refusals), indexProblem };
}

/** A single file that ends the process at its import ends it for all: the ledger names it, for those who look at the end. */
function createWatchedImport(record: (entry: LedgerEntry) => void): (file: string, plugin: string) => Promise<Plugin> {
  const hostExit = createHostExit();
  return async (file, plugin) => {
    const unwatch = hostExit.watch((exitCode) => {
      const { code, message } = toPluginExited(plugin, `the process ended with exit code ${exitCode} while it was being imported`);
      record({ plugin, stage: "manifest", outcome: "error", code, message, durationMs: 0, file });
    });
    try {
      return await importPlugin(file, plugin);
    } finally {
      unwatch();
    }
  };
}

/** Neither a damaged index nor one that cannot be written keeps a plugin from loading, but neither is silent. */
function saveIndex(index: ManifestIndex, record: (entry: LedgerEntry) => void): string | undefined {
  const place = { plugin: index.file, stage: "manifest", outcome: "loaded", durationMs: 0, file: index.file } as const;
  if (index.dropped !== undefined)
    record({ ...place, code: "INDEX_REBUILT", message: `the index of manifests is made anew: ${index.dropped}` });
  const problem = index.save();
  if (problem !== undefined)
    record({
      ...place,
      code: "INDEX_NOT_SAVED",
      message: `the index of manifests cannot be written: ${problem}`,
      hint: `Make ${dirname(index.file)} writable.`,
    });
  return problem;
}

function toRecords(
  candidates: readonly Candidate[],
  checked: readonly CheckedPlugin[],
  admitted: readonly AdmittedPlugin[],
  refusals: readonly RefusedCandidate[],
): readonly PluginRecord[] {
  const checkedAt = new Map(checked.map((plugin) => [plugin.candidate as Candidate, plugin]));
  const admittedAt = new Map(admitted.map((plugin) => [plugin.candidate as Candidate, plugin]));
  const refusedAt = new Map(refusals.map((refused) => [refused.candidate, refused]));
  return candidates.map((candidate) => ({
    place: toPlaceName(candidate),
    candidate,
    checked: checkedAt.get(candidate),
    admitted: admittedAt.get(candidate),
    problem: refusedAt.get(candidate),
  }));
}
