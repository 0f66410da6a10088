import type { IsolationLevel, KodexConfig } from "@kodex/manifest";
import type { TrustGate } from "./admission/trust-gate.ts";
import type { Clock } from "./clock.ts";
import type { PluginSource } from "./discovery/source.ts";
import type { EventMap, HookSet } from "./hooks/hook-set.ts";
import type { IsolationBackend } from "./hosting/isolation-backend.ts";
import type { ModelProvider } from "./hosting/model-provider.ts";

/** What an embedder may set. Everything has a default. */
export interface RuntimeOptions<Events extends EventMap = EventMap> {
  /** Where plugins are looked for, in order of precedence. Default: `./plugins` and the workspace's packages, or what `config.sources` says. */
  readonly sources?: readonly PluginSource[];
  /**
   * The first problem at load rejects `load` with its typed error. Payloads and results must be JSON, and handlers are
   * handed deeply frozen copies of payloads, so that one that changes its payload in place fails at once. Default
   * false, or `config.strict`.
   */
  readonly strict?: boolean;
  /** Events beyond the vocabulary. */
  readonly hooks?: HookSet<Events>;
  /** Settings of the workspace (`kodex.json`). */
  readonly config?: KodexConfig;
  /** Workspace, absolute. Default: the process's working folder. */
  readonly cwd?: string;
  /** Loads no third-party plugin. Default: whether `KODEX_SAFE_MODE` is `1`. */
  readonly safeMode?: boolean;
  /** Decides what may load. Default: `trustWorkspace()`. */
  readonly trust?: TrustGate;
  /** Isolation beyond in-process, at most one per level. */
  readonly isolation?: readonly IsolationBackend[];
  /** Lowest isolation for every plugin. Default `in-process`. */
  readonly minimumIsolation?: IsolationLevel;
  /** Serves plugins' model requests. Default: none. */
  readonly model?: ModelProvider;
  /** Values of secrets, by name. Default: none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Answers a gate's `ask`. Without it, `ask` is `deny`. */
  readonly onAsk?: (request: AskRequest) => "allow" | "deny" | Promise<"allow" | "deny">;
  /** Receives what plugins log. Default: nothing is printed. */
  readonly onLog?: (entry: PluginLogEntry) => void;
  /** Folder for plugins' data and caches. Default: `KODEX_HOME`, else the XDG folders, one per workspace. */
  readonly stateDirectory?: string;
  /** Longest deadline that a manifest may set, in milliseconds. Default 60000. */
  readonly maxTimeoutMs?: number;
  /** For tests. */
  readonly clock?: Clock;
}

/** A gate wants a person to decide. */
export interface AskRequest {
  /** Hook that was emitted. */
  readonly hook: string;
  /** Payload as it stands. */
  readonly payload: unknown;
  /** Who asks and why. */
  readonly reasons: readonly { readonly plugin: string; readonly reason: string }[];
  /** Aborts when the emit is cancelled. */
  readonly signal: AbortSignal;
}

/** One line of a plugin's log. */
export interface PluginLogEntry {
  /** `name@version`. */
  readonly plugin: string;
  /** How bad it is. */
  readonly level: "debug" | "info" | "warn" | "error";
  /** The line. */
  readonly message: string;
  /** More, as JSON. */
  readonly fields?: Readonly<Record<string, unknown>>;
}
