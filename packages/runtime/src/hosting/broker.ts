import type {
  ExecOptions,
  ExecResult,
  ModelRequest,
  ModelResponse,
  PluginData,
  PluginEnv,
  PluginFs,
  PluginLog,
  PluginSecrets,
} from "../plugin.ts";

/**
 * Carries out what one plugin asks for, within its grants. In-process it is called directly; a sandbox calls it for
 * a guest. Every refusal is a PermissionDeniedError that names the atom and the command that grants it.
 */
export interface Broker {
  /** Files; `$workspace` is the folder of the call. */
  fs(call: BrokerCall): PluginFs;
  /** Environment. */
  readonly env: PluginEnv;
  /** Secrets. */
  readonly secrets: PluginSecrets;
  /** Store of the plugin. */
  readonly data: PluginData;
  /** Log of the plugin. */
  readonly log: PluginLog;
  /** HTTP. */
  fetch(input: string | URL, init: RequestInit | undefined, call: BrokerCall): Promise<Response>;
  /** Programs. */
  exec(bin: string, args: readonly string[], options: ExecOptions, call: BrokerCall): Promise<ExecResult>;
  /** Models. */
  generate(request: ModelRequest, call: BrokerCall): Promise<ModelResponse>;
}

/** The call on whose behalf the broker works. */
export interface BrokerCall {
  /** Aborts with the call. */
  readonly signal: AbortSignal;
  /** Folder of the event. */
  readonly cwd: string;
  /** Session of the event, for budgets. */
  readonly sessionId?: string;
}
