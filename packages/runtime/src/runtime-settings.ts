import { resolve } from "node:path";
import type { HookSpec, IsolationLevel, KodexConfig } from "@kodex/manifest";
import { assertOptions } from "./assert-options.ts";
import type { TrustGate } from "./admission/trust-gate.ts";
import { trustWorkspace } from "./admission/trust-workspace.ts";
import { type Clock, systemClock } from "./clock.ts";
import { localPlugins } from "./discovery/local-plugins.ts";
import { packagePlugins } from "./discovery/package-plugins.ts";
import type { PluginSource } from "./discovery/source.ts";
import type { BrokerOptions } from "./hosting/broker/in-process-broker.ts";
import type { IsolationBackend } from "./hosting/isolation-backend.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { resolveStateDirectory } from "./state-directory.ts";

/** The options with every default filled. */
export interface RuntimeSettings {
  /** Workspace, absolute. */
  readonly cwd: string;
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** Where plugins are looked for. */
  readonly sources: readonly PluginSource[];
  /** Whether the first problem at load is thrown. */
  readonly strict: boolean;
  /** Whether only first-party plugins load. */
  readonly safeMode: boolean;
  /** Decides what may load. */
  readonly trust: TrustGate;
  /** Events beyond the vocabulary. */
  readonly events: Readonly<Record<string, HookSpec>>;
  /** Isolation beyond in-process. */
  readonly isolation: readonly IsolationBackend[];
  /** Lowest isolation for every plugin. */
  readonly minimumIsolation: IsolationLevel | undefined;
  /** Answers a gate's `ask`. */
  readonly onAsk: RuntimeOptions["onAsk"];
  /** What plugins reach through their contexts. */
  readonly broker: BrokerOptions;
  /** Folder for plugins' data and caches. */
  readonly stateDirectory: string;
  /** Longest deadline of a plugin's handler, in milliseconds. */
  readonly maxTimeoutMs: number;
  /** The clock. */
  readonly clock: Clock;
}

/** Longest deadline where the embedder sets none, in milliseconds. */
const DEFAULT_MAX_TIMEOUT_MS = 60_000;

/** Fills the defaults. @throws RuntimeStateError for an option that makes no sense */
export function resolveSettings(options: RuntimeOptions, env: Readonly<Record<string, string | undefined>>): RuntimeSettings {
  assertOptions(options);
  const cwd = resolve(options.cwd ?? process.cwd());
  const config = options.config ?? {};
  const stateDirectory = options.stateDirectory ?? resolveStateDirectory(cwd, env);
  const clock = options.clock ?? systemClock;
  return {
    cwd,
    config,
    sources: options.sources ?? toSources(config),
    strict: options.strict ?? config.strict ?? false,
    safeMode: options.safeMode ?? env["KODEX_SAFE_MODE"] === "1",
    trust: options.trust ?? trustWorkspace(config),
    events: options.hooks?.specs ?? {},
    isolation: options.isolation ?? [],
    minimumIsolation: options.minimumIsolation,
    onAsk: options.onAsk,
    broker: {
      cwd,
      stateDirectory,
      env,
      secrets: options.secrets ?? {},
      model: options.model,
      onLog: options.onLog ?? (() => undefined),
      clock,
    },
    stateDirectory,
    maxTimeoutMs: options.maxTimeoutMs ?? DEFAULT_MAX_TIMEOUT_MS,
    clock,
  };
}

function toSources({ sources }: KodexConfig): readonly PluginSource[] {
  const folders = sources?.local ?? ["./plugins"];
  return [...folders.map((folder) => localPlugins(folder)), ...(sources?.packages === false ? [] : [packagePlugins()])];
}
