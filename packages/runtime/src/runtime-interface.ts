import type {
  CapabilityListing,
  Diagnostic,
  DoctorReport,
  EmitReport,
  ExplainEntry,
  HookName,
  HookPayloads,
  HookResults,
  InvokeReport,
  LedgerEntry,
  PluginListing,
  RouteEntry,
} from "@kodex/manifest";
import type { EventMap } from "./hooks/hook-set.ts";
import type { CallScope } from "./calls/call-scope.ts";
import type { Answer } from "./plugin.ts";
import type { EventScope } from "./calls/event-scope.ts";

/** Names of the vocabulary's hooks and of the embedder's events. */
export type EventName<Events extends EventMap> = HookName | (keyof Events & string);

/** Payload of a hook or event. */
export type PayloadOf<Events extends EventMap, Name> = Name extends HookName
  ? HookPayloads[Name]
  : Name extends keyof Events
    ? Events[Name]["payload"]
    : unknown;

/** Result of a hook or event. */
export type ResultOf<Events extends EventMap, Name> = Name extends HookName
  ? HookResults[Name]
  : Name extends keyof Events
    ? Events[Name]["result"]
    : unknown;

/** What came of one emit, with the payload's type. */
export interface EmitResult<Payload = unknown> extends EmitReport {
  /** The payload as the last handler left it; as given for hooks that do not rewrite. */
  readonly payload: Payload;
}

/** How one emit runs. */
export interface EmitOptions extends EventScope {
  /** Reject with HookExecutionError at the first failure instead of going on. */
  readonly failFast?: boolean;
  /** Cancels the emit: handlers that run are aborted, the rest is skipped. */
  readonly signal?: AbortSignal;
  /** Budget of all handlers together, in milliseconds. Default: none beyond each handler's own. */
  readonly timeoutMs?: number;
  /** Time every handler, also synchronous ones. */
  readonly trace?: boolean;
}

/** How a host handler takes part. */
export interface HostHandlerOptions {
  /** Name in reports, as `host:<name>`; unique within the hook. */
  readonly name: string;
  /** Higher runs earlier among host handlers; equals run in the order in which they were added. Default 0. */
  readonly priority?: number;
  /** Deadline in milliseconds. Default: the hook kind's. */
  readonly timeoutMs?: number;
  /** What a failure means; nothing for hooks that only observe or provide. Default: the hook kind's. */
  readonly onError?: "open" | "closed";
}

/** What a host handler is given besides the payload. */
export type HostContext = CallScope;

/** Handlers of the host, by hook or event. Looked up by name, since only then TypeScript sees a literal such as `"deny"` as one. */
export type HostHandlers<Events extends EventMap> = {
  readonly [Name in EventName<Events>]: (payload: PayloadOf<Events, Name>, ctx: HostContext) => Answer<ResultOf<Events, Name>>;
};

/** How a capability is called. */
export interface InvokeOptions extends EventScope {
  /** SemVer range of the capability. Default: any. */
  readonly range?: string;
  /** Name of the plugin that must serve it. */
  readonly plugin?: string;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** Longest time for activation and all providers together, in milliseconds. Default: 10000 for each provider, once it is active. */
  readonly timeoutMs?: number;
}

/** The capabilities of all loaded plugins. */
export interface Capabilities {
  /** Every capability with its providers in order, sorted by id. */
  list(): readonly CapabilityListing[];
  /** Providers of one capability whose version fits, in the order in which they are asked; empty when there are none. */
  find(id: string, range?: string): CapabilityListing["providers"];
  /** Ranks providers for a task in plain words, best first. Offline. */
  route(task: string, options?: { readonly limit?: number }): Promise<readonly RouteEntry[]>;
}

/** A plugin system, embedded. */
export interface Runtime<Events extends EventMap = Record<never, never>> {
  /** Finds, checks, admits and indexes plugins. Idempotent: all calls share one outcome, a failure too. @throws the first problem's typed error when strict. */
  load(): Promise<void>;
  /** Runs the handlers of a hook in order. Never rejects because of a plugin, unless `failFast`. @throws HookExecutionError, RuntimeStateError */
  emit<Name extends EventName<Events>>(
    hook: Name,
    payload: PayloadOf<Events, Name>,
    options?: EmitOptions,
  ): Promise<EmitResult<PayloadOf<Events, Name>>>;
  /**
   * Like `emit`, but the result itself when every handler was synchronous. The first time, a promise for events with
   * schemas, and where every handler was added after `load`.
   */
  dispatch<Name extends EventName<Events>>(
    hook: Name,
    payload: PayloadOf<Events, Name>,
    options?: EmitOptions,
  ): EmitResult<PayloadOf<Events, Name>> | Promise<EmitResult<PayloadOf<Events, Name>>>;
  /** Adds a host handler. Returns how to remove it, which may be done twice. @throws HookExecutionError, RuntimeStateError */
  on<Name extends EventName<Events>>(hook: Name, handler: HostHandlers<Events>[Name], options: HostHandlerOptions): () => void;
  /** Calls a capability's first provider, or the next where the capability is idempotent. @throws CapabilityError */
  invoke(capability: string, input: unknown, options?: InvokeOptions): Promise<InvokeReport>;
  /** The capability index. */
  readonly capabilities: Capabilities;
  /**
   * Why each handler of a hook would or would not run. Runs no plugin code.
   *
   * @param options.plugin tells of one plugin alone, by name, `name@version` or place, also when it does not declare the
   *   hook; the answer is empty when there is no such plugin
   * @throws HookExecutionError with code HOOK_UNKNOWN, RuntimeStateError
   */
  explain(hook: EventName<Events>, payload?: unknown, options?: { readonly plugin?: string }): readonly ExplainEntry[];
  /** Activates everything and reports its health. */
  doctor(): Promise<DoctorReport>;
  /** Every plugin that was seen. */
  list(): readonly PluginListing[];
  /** All findings: about manifests, and about plugins that were left out or have failed. */
  readonly diagnostics: readonly Diagnostic[];
  /** What happened to every plugin at every stage, in order. */
  readonly ledger: readonly LedgerEntry[];
  /** A view whose emits and calls belong to one session. */
  session(scope: { readonly sessionId: string; readonly cwd?: string }): Session<Events>;
  /**
   * Waits for a load that is under way, then disposes every plugin; emits that are under way go on to their end. What
   * goes wrong stands in the ledger. Idempotent, never rejects.
   */
  close(): Promise<void>;
  /** The same as `close`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A runtime seen from one session. */
export type Session<Events extends EventMap = Record<never, never>> = Pick<
  Runtime<Events>,
  "emit" | "dispatch" | "invoke" | "capabilities"
>;
