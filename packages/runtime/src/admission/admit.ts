import { type IsolationLevel, type KodexConfig, KodexError, type LedgerEntry, toFrozenCopy, toPermissionAtoms } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import { askTrustGate, type TrustApproval } from "../ask-trust-gate.ts";
import type { CheckedPlugin } from "../checked-plugin.ts";
import { PluginRefusedError, toConfigInvalid, toPluginDisabled, toPluginDuplicate, toPluginSafeMode } from "../errors.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";
import { createLedgerWriter, type LedgerWriter, type RefusedCandidate } from "../ledger-writer.ts";
import { andThen } from "../thenable.ts";
import { orderByDependencies } from "./dependency-order.ts";
import { guardDuplicates } from "./duplicate-guard.ts";
import { createEngineCheck, type Engine, type EngineCheck } from "./engine-check.ts";
import { toGrants } from "./grant.ts";
import { chooseIsolation } from "./isolation-choice.ts";
import { checkPluginConfig } from "./plugin-config.ts";
import type { TrustGate } from "./trust-gate.ts";

/** What admission needs of the runtime. */
export interface AdmissionOptions {
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** The host that plugins must fit. */
  readonly engine: Engine;
  /** Decides what may load. */
  readonly trust: TrustGate;
  /** Whether only first-party plugins load. */
  readonly safeMode: boolean;
  /** Levels for which there is a backend. */
  readonly availableIsolation: readonly IsolationLevel[];
  /** Lowest isolation for every plugin. */
  readonly minimumIsolation: IsolationLevel | undefined;
  /** Compiles the schemas of plugins' settings. */
  readonly schemas: SchemaCompiler;
  /** Adds to the ledger. */
  readonly record: (entry: LedgerEntry) => void;
  /** Learns of every plugin that ends here, in order. */
  readonly onRefused: (refused: RefusedCandidate) => void;
}

/** Decides which plugins may run, in dependency order; every other one has an entry in the ledger that says why not. */
export async function admitPlugins(plugins: readonly CheckedPlugin[], options: AdmissionOptions): Promise<readonly AdmittedPlugin[]> {
  const startedAt = performance.now();
  const writer = createLedgerWriter("admit", options.record, options.onRefused);
  const unique = withoutDuplicates(plugins, writer);
  const wanted: CheckedPlugin[] = [];
  const absent: CheckedPlugin[] = [];
  const verdicts = new Map<CheckedPlugin, Terms>();
  const checkEngine = createEngineCheck(options.engine);
  for (const plugin of unique) {
    const began = performance.now();
    const verdict = judge(plugin, checkEngine, options);
    const terms = verdict instanceof Promise ? await verdict : verdict;
    if (KodexError.is(terms)) {
      absent.push(plugin);
      writer.refused(plugin.id, plugin.candidate, isOnPurpose(terms) ? "skipped" : "error", {
        error: terms,
        durationMs: performance.now() - began,
      });
    } else {
      wanted.push(plugin);
      verdicts.set(plugin, terms);
    }
  }
  const { ordered, refused } = orderByDependencies(wanted, absent);
  for (const [plugin, error] of refused) writer.refused(plugin.id, plugin.candidate, "error", { error, durationMs: 0 });
  const durationMs = (performance.now() - startedAt) / Math.max(1, ordered.length);
  return ordered.map((plugin) => {
    const terms = verdicts.get(plugin) as Terms;
    writer.loaded(
      plugin.id,
      plugin.candidate,
      `admitted at trust level "${terms.trust}" with ${terms.grants.length} permissions; ${terms.message}`,
      durationMs,
    );
    return toAdmitted(plugin, terms);
  });
}

/** On which terms a plugin is admitted. */
interface Terms {
  readonly trust: string;
  readonly grants: readonly string[];
  readonly isolation: IsolationLevel;
  readonly config: Readonly<Record<string, unknown>>;
  readonly message: string;
}

type Verdict = Terms | KodexError;

function withoutDuplicates(plugins: readonly CheckedPlugin[], writer: LedgerWriter): readonly CheckedPlugin[] {
  const { duplicates, unique } = guardDuplicates(plugins);
  for (const { dropped, kept } of duplicates)
    writer.refused(dropped.id, dropped.candidate, "error", {
      error: toPluginDuplicate(dropped.id, toPlace(kept), toPlace(dropped)),
      durationMs: 0,
    });
  return unique;
}

function toPlace({ candidate }: CheckedPlugin): string {
  if (candidate.file !== "") return candidate.file;
  return candidate.kind === "inline" ? `inline plugin ${candidate.position + 1}` : `source "${candidate.source}"`;
}

function isOnPurpose(error: KodexError): boolean {
  return error.code === "PLUGIN_DISABLED" || error.code === "PLUGIN_SAFE_MODE" || error instanceof PluginRefusedError;
}

/** At once wherever it can be: promises for each of a thousand plugins take longer than all that is decided here. */
function judge(plugin: CheckedPlugin, checkEngine: EngineCheck, options: AdmissionOptions): Verdict | Promise<Verdict> {
  const { id, manifest } = plugin;
  if (options.config.plugins?.[manifest.name]?.enabled === false) return toPluginDisabled(id, manifest.name);
  if (options.safeMode && !plugin.candidate.firstParty) return toPluginSafeMode(id);
  const unfit = checkEngine(id, manifest);
  if (unfit !== undefined) return unfit;
  const declared = toPermissionAtoms(manifest.permissions);
  const answer = askTrustGate(options.trust, { candidate: plugin.candidate, manifest, declared }, id);
  return andThen(answer, (approval) => (KodexError.is(approval) ? approval : toTerms(plugin, approval, declared, options)));
}

function toTerms(
  plugin: CheckedPlugin,
  approval: TrustApproval,
  declared: readonly string[],
  options: AdmissionOptions,
): Verdict | Promise<Verdict> {
  const { id, manifest } = plugin;
  const isolation = chooseIsolation(plugin, {
    available: options.availableIsolation,
    minimums: [options.minimumIsolation, approval.minimumIsolation],
  });
  if (KodexError.is(isolation)) return isolation;
  const config = options.config.plugins?.[manifest.name]?.config ?? {};
  return andThen(checkPluginConfig(manifest.config, config, options.schemas), (problems) => {
    if (problems.length > 0) return toConfigInvalid(id, manifest.name, problems);
    const grants = toGrants(manifest, declared, approval.grants);
    return { trust: approval.level, grants, isolation: isolation.level, config: toFrozenCopy(config), message: isolation.message };
  });
}

/** The only place where an admitted plugin is made. */
function toAdmitted({ candidate, diagnostics, id, manifest, plugin }: CheckedPlugin, terms: Terms): AdmittedPlugin {
  const { config, grants, isolation, trust } = terms;
  return { candidate, id, manifest, diagnostics, plugin, trust, grants, isolation, config } as AdmittedPlugin;
}
