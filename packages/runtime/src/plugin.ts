import type { HookName, HookPayloads, HookResults, ManifestInput } from "@kodex/manifest";
import type { EventMap } from "./hooks/hook-set.ts";

/** Names of a plugin's own or an embedder's events: `<plugin>:<event>` or `<area>.<moment>`. */
export type CustomHookName = `${string}:${string}`;

/** What a handler may give back: nothing, an answer, or a promise of either. */
export type Answer<Value> = Value | undefined | void | Promise<Value | undefined | void>;

/** Handles one hook. The payload is a JSON value and must not be changed; return a patch instead. */
export type HookHandler<Hook extends HookName = HookName> = (payload: HookPayloads[Hook], ctx: PluginContext) => Answer<HookResults[Hook]>;

/** Handles an event outside the vocabulary. */
export type CustomHookHandler = (payload: unknown, ctx: PluginContext) => unknown;

/** Handlers by hook. `Events` are those of the embedder that a plugin is made for, which `defineHooks` has declared. */
export type HookHandlers<Events extends EventMap = Record<never, never>> = {
  readonly [Hook in HookName]?: HookHandler<Hook>;
} & {
  readonly [Event in keyof Events]?: (payload: Events[Event]["payload"], ctx: PluginContext) => Answer<Events[Event]["result"]>;
} & { readonly [event: CustomHookName]: CustomHookHandler };

/** Serves one capability. Input and output are JSON values that fit the schemas of the manifest. */
export type CapabilityHandler = (input: never, ctx: PluginContext) => unknown;

/** The object that a plugin module exports by default. */
export interface Plugin<Events extends EventMap = Record<never, never>> {
  /** Required in a single-file plugin, forbidden beside a `kodex.plugin.json`. Hooks may be left out of it. */
  readonly manifest?: ManifestInput;
  /** Handlers by hook; exactly those that the manifest declares. */
  readonly hooks?: HookHandlers<Events>;
  /** Handlers by capability id; exactly those that the manifest declares. */
  readonly capabilities?: { readonly [id: string]: CapabilityHandler };
  /** Called once before the first handler. A failure makes the plugin unusable. Has 10 seconds. */
  activate?(ctx: PluginContext): void | Promise<void>;
  /** Called once when the plugin is unloaded. */
  dispose?(): void | Promise<void>;
}

/** Returns its argument: gives a plugin object its types. */
export function definePlugin<const Definition extends Plugin>(plugin: Definition): Definition;
/** The same for a plugin that handles events of an embedder's own, whose types are named: `definePlugin<AcmeEvents>({ … })`. */
export function definePlugin<Events extends EventMap>(plugin: Plugin<Events>): Plugin<Events>;
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}

/** Everything a handler may reach. Each call has its own context; the services behind it belong to the plugin. */
export interface PluginContext {
  /** The plugin itself. */
  readonly plugin: PluginIdentity;
  /** The event that is being handled, without its payload. */
  readonly event: EventEnvelope;
  /** Aborts when the call's deadline passes or the emit is cancelled. Made at first access. */
  readonly signal: AbortSignal;
  /** Settings of the plugin, checked against its schema; deeply frozen. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Files within the granted paths. */
  readonly fs: PluginFs;
  /** HTTP to the granted hosts; secrets are put in here. */
  readonly fetch: PluginFetch;
  /** Granted environment variables. */
  readonly env: PluginEnv;
  /** Granted programs, without a shell. */
  readonly exec: PluginExec;
  /** The host's model, within the granted budget. */
  readonly model: PluginModel;
  /** Stand-ins for granted secrets. */
  readonly secrets: PluginSecrets;
  /** The plugin's own key-value store. */
  readonly data: PluginData;
  /** The plugin's log. */
  readonly log: PluginLog;
  /** Emits a hook within what is left of this call's deadline; rejects like the host's `emit`. */
  emit<Hook extends HookName | CustomHookName>(hook: Hook, payload: Hook extends HookName ? HookPayloads[Hook] : unknown): Promise<unknown>;
  /** Calls a capability within what is left of this call's deadline. Resolves to its output. */
  invoke(capability: string, input: unknown, options?: { readonly range?: string; readonly plugin?: string }): Promise<unknown>;
}

/** Who a plugin is. */
export interface PluginIdentity {
  /** Name in the manifest. */
  readonly name: string;
  /** Version in the manifest. */
  readonly version: string;
}

/** What is known of an event besides its payload. */
export interface EventEnvelope {
  /** Unique within the runtime; the same for all handlers of one emit. */
  readonly id: string;
  /** Name of the hook; the capability's id when a capability is called. */
  readonly hook: string;
  /** Session that it belongs to. */
  readonly sessionId?: string;
  /** Turn that it belongs to. */
  readonly turnId?: string;
  /** Agent that it belongs to. */
  readonly agentId?: string;
  /** Folder that the session works in. */
  readonly cwd: string;
  /** Who emitted it: `host`, `host:<name>` for a handler of the host, or the `name@version` of a plugin. */
  readonly origin: string;
}

/**
 * Files, each by a path: absolute, or `$workspace`, `$plugin`, `$data`, `$cache`, `$tmp`, `$home` and a rest. Links are
 * resolved before anything is decided. What others run or obey (git's hooks and configuration, start-up files of shells,
 * settings of editors and agents, code of plugins) is never writable.
 */
export interface PluginFs {
  /** Text of a file of at most 64 MiB. @throws PermissionDeniedError, RangeError, or the system's error. */
  readText(path: string): Promise<string>;
  /** Writes a file, making its folders. @throws PermissionDeniedError, or the system's error. */
  writeText(path: string, text: string): Promise<void>;
  /** Names in a folder, sorted; folders end with `/`. @throws PermissionDeniedError, or the system's error. */
  list(path: string): Promise<readonly string[]>;
  /** Whether something is there. @throws PermissionDeniedError */
  exists(path: string): Promise<boolean>;
  /** Removes a file, a link or an empty folder; nothing when there is none. @throws PermissionDeniedError, or the system's error. */
  remove(path: string): Promise<void>;
}

/**
 * Like the platform's `fetch`, ended with the call. A name must not lead to an inner address; one that is wanted is
 * granted as an address. @throws PermissionDeniedError for a host that is not granted, also after a redirect.
 */
export type PluginFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/** Environment variables by exact name. */
export interface PluginEnv {
  /** Value, or undefined when it is not set. @throws PermissionDeniedError */
  get(name: string): string | undefined;
}

/** Runs a program with an argument array. */
export type PluginExec = (bin: string, args?: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/** How a program is run. */
export interface ExecOptions {
  /** Folder, the event's `cwd` when left out: inside it, or one that the plugin may read. */
  readonly cwd?: string;
  /** Text for its standard input. */
  readonly stdin?: string;
  /** Most milliseconds it may take; the call's deadline holds as well. */
  readonly timeoutMs?: number;
}

/** What a program left behind. Each stream is cut at 1 MiB. */
export interface ExecResult {
  /** Exit code; null when a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
}

/** The host's model. */
export interface PluginModel {
  /** One completion. @throws PermissionDeniedError beyond the grant, CapabilityError where the host has no model. */
  generate(request: ModelRequest): Promise<ModelResponse>;
}

/** A request to the host's model. */
export interface ModelRequest {
  /** Class of model, such as `small`. */
  readonly class: string;
  /** What is asked. */
  readonly prompt: string;
  /** Instructions. */
  readonly system?: string;
  /** Most tokens of the answer. */
  readonly maxTokens?: number;
}

/** Answer of the host's model. */
export interface ModelResponse {
  /** The answer. */
  readonly text: string;
  /** Tokens that it took. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/** Secrets that a plugin uses without seeing them. */
export interface PluginSecrets {
  /** A stand-in that `fetch` replaces for the hosts that the secret is bound to. @throws PermissionDeniedError */
  get(name: string): string;
}

/**
 * Key-value store of a plugin; outlives the process. Keys are texts of at most 240 bytes, where a byte that is no small
 * letter, digit or hyphen counts as three. Values are JSON of at most 1,048,576 characters, each replaced as a whole.
 */
export interface PluginData {
  /** Value, or undefined. */
  get(key: string): Promise<unknown>;
  /** Sets a value, atomically. */
  set(key: string, value: unknown): Promise<void>;
  /** Removes a value. */
  delete(key: string): Promise<void>;
  /** Keys, sorted. */
  keys(): Promise<readonly string[]>;
}

/** Log of a plugin. Fields are JSON. Long lines are cut, and what is beyond 1,000 lines a second is dropped and counted. */
export interface PluginLog {
  /** For the author. */
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Worth knowing. */
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Likely a mistake. */
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Went wrong. */
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
