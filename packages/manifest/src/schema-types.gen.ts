// Made by `pnpm generate` from `model/`. Do not edit.
/** When the plugin's code is loaded: at its first call (default) or at load. */
export type Activation = "lazy" | "eager";

/** A sub-agent is about to start. */
export interface AgentSpawnPayload {
  /** Kind of agent. */
  readonly type: string;
  /** Its task. */
  readonly prompt: string;
  /** Its model. */
  readonly model?: string;
}

/** What a handler of `agent.spawn` may return. */
export interface AgentSpawnResult {
  /** Kind of agent. */
  readonly type?: string;
  /** Its task. */
  readonly prompt?: string;
  /** Its model. */
  readonly model?: string;
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
}

/** A sub-agent is about to end. */
export interface AgentStopPayload {
  /** Kind of agent. */
  readonly type: string;
  /** Its result. */
  readonly result?: unknown;
  /** How often in a row the agent was continued. */
  readonly continuations?: number;
}

/** What a handler of `agent.stop` may return. */
export interface AgentStopResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
  /** Denies stopping: what the agent is to do next. */
  readonly continue?: string;
}

/** Something handed over with a prompt. */
export interface Attachment {
  /** What it is, such as `file` or `image`. */
  readonly kind: string;
  /** Name to show. */
  readonly name?: string;
  /** Path of a file. */
  readonly path?: string;
  /** Content, where it is text. */
  readonly text?: string;
}

/** Latency that the plugin promises for one hook. */
export interface Budget {
  /** 95 of 100 calls stay below this many milliseconds. */
  readonly p95Ms: number;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** An input and the output that it must give. */
export interface CapabilityCase {
  /** What the case shows. */
  readonly name?: string;
  /** What the capability is called with. */
  readonly input: unknown;
  /** What it must answer; left out, any answer will do. */
  readonly output?: unknown;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** Which provider is asked first. */
export interface CapabilityConfig {
  /** Names of plugins, most wanted first. */
  readonly prefer: readonly string[];
}

/** A capability that the plugin provides. */
export interface CapabilityEntry {
  /** SemVer version of the capability. Default: the plugin's version. */
  readonly version?: string;
  /** What it does, in plain words; used to route tasks. */
  readonly description?: string;
  /** JSON Schema, draft 2020-12. */
  readonly input?: boolean | { readonly [key: string]: unknown };
  /** JSON Schema, draft 2020-12. */
  readonly output?: boolean | { readonly [key: string]: unknown };
  /** Words that a task may use for it. */
  readonly tags?: readonly string[];
  /** Tasks in plain words that it serves. */
  readonly examples?: readonly string[];
  /** Higher is asked earlier among providers of one version. Default 0. */
  readonly priority?: number;
  /** A failed call may be repeated with the next provider. Default false. */
  readonly idempotent?: boolean;
  /** Cases that `kodex test` runs. */
  readonly cases?: readonly CapabilityCase[];
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A capability with its providers. */
export interface CapabilityListing {
  /** Id of the capability. */
  readonly id: string;
  /** Highest version that a provider offers. */
  readonly version: string;
  /** What it does. */
  readonly description: string;
  /** Providers in the order in which they are asked. */
  readonly providers: readonly ProviderListing[];
}

/** `fail` makes the report unhealthy. */
export type CheckStatus = "pass" | "warn" | "fail";

/** A slash command is run. */
export interface CommandRunPayload {
  /** Name of the command. */
  readonly name: string;
  /** Arguments. */
  readonly args?: unknown;
}

/** What a handler of `command.run` may answer. */
export type CommandRunResult = {
  /** What to show. */
  readonly text: string;
} | null;

/** A setting has changed. */
export interface ConfigChangedPayload {
  /** Which setting. */
  readonly key: string;
  /** What happened: `created`, `changed` or `removed`. */
  readonly change?: string;
}

/** Ignored: who observes `config.changed` answers nothing. */
export type ConfigChangedResult = unknown;

/** Whose settings it holds. */
export type ConfigFileLayer = "workspace" | "user" | "organization";

/** A file that may hold settings. */
export interface ConfigFileListing {
  /** Whose settings it holds. */
  readonly layer: ConfigFileLayer;
  /** Absolute path. */
  readonly file: string;
  /** What came of reading it. */
  readonly status: ConfigFileStatus;
}

/** What came of reading it. */
export type ConfigFileStatus = "read" | "absent" | "invalid";

/** What another file says about a setting. */
export interface ConfigMention {
  /** Whose setting it is. */
  readonly layer: ConfigSource;
  /** File that it is written in. */
  readonly file?: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** Column in the line, from 1. */
  readonly column?: number;
  /** The value. */
  readonly value: unknown;
}

/** One setting that applies, and where it comes from. */
export interface ConfigSetting {
  /** Keys from the root, with dots between them. */
  readonly key: string;
  /** Whose setting it is. */
  readonly layer: ConfigSource;
  /** File that it is written in. */
  readonly file?: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** Column in the line, from 1. */
  readonly column?: number;
  /** The value. */
  readonly value: unknown;
  /** What other files say about it, nearest first. */
  readonly others: readonly ConfigMention[];
}

/** Whose setting it is. */
export type ConfigSource = "workspace" | "user" | "organization" | "default";

/** A piece of context for the model. */
export interface ContextBlock {
  /** The text itself. */
  readonly text: string;
  /** Where it comes from, such as a plugin or a file. */
  readonly source?: string;
}

/** The conversation was summarized. */
export interface ContextCompactAfterPayload {
  /** `manual` or `auto`. */
  readonly trigger: string;
  /** The summary. */
  readonly summary: string;
  /** Tokens before. */
  readonly tokensBefore?: number;
  /** Tokens after. */
  readonly tokensAfter?: number;
}

/** Ignored: who observes `context.compact.after` answers nothing. */
export type ContextCompactAfterResult = unknown;

/** The conversation is about to be summarized. */
export interface ContextCompactBeforePayload {
  /** `manual` or `auto`. */
  readonly trigger: string;
  /** What to keep. */
  readonly instructions?: string;
  /** The conversation. */
  readonly messages: readonly Message[];
}

/** What a handler of `context.compact.before` may return. */
export interface ContextCompactBeforeResult {
  /** `manual` or `auto`. */
  readonly trigger?: string;
  /** What to keep. */
  readonly instructions?: string;
  /** The conversation. */
  readonly messages?: readonly Message[];
  /** Answers in the model's place. */
  readonly summary?: string;
}

/** Context that one plugin added. */
export interface ContextEntry {
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** The text. */
  readonly text: string;
}

/** The working folder has changed. */
export interface CwdChangedPayload {
  /** The folder now. */
  readonly path: string;
  /** What happened: `created`, `changed` or `removed`. */
  readonly change?: string;
}

/** Ignored: who observes `cwd.changed` answers nothing. */
export type CwdChangedResult = unknown;

/** `deny` outweighs `ask`, `ask` outweighs `allow`. */
export type Decision = "allow" | "ask" | "deny";

/** One vote with its reason. */
export interface DecisionReason {
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision: Decision;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Set when a failure, and not the handler's answer, decided. */
  readonly code?: string;
}

/** One finding about a plugin, a manifest, a configuration file or a command. */
export interface Diagnostic {
  /** `error` rejects, `warning` is likely a mistake, `info` tells what was changed or assumed. */
  readonly severity: Severity;
  /** Stable code in SCREAMING_SNAKE case; each has a row in `docs/errors.md`. */
  readonly code: string;
  /** Who, what, and the two names or numbers that disagree. */
  readonly message: string;
  /** One imperative sentence that names a file, key or command. */
  readonly hint?: string;
  /** `name@version`, where it is known. */
  readonly plugin?: string;
  /** JSON Pointer (RFC 6901) into the document that was checked. */
  readonly path?: string;
  /** File that the diagnostic is about. */
  readonly file?: string;
  /** Line in `file`, from 1, where the text is known. */
  readonly line?: number;
  /** Column in `line`, from 1, in UTF-16 code units. */
  readonly column?: number;
}

/** One check. */
export interface DoctorCheck {
  /** Stable id of the check. */
  readonly id: string;
  /** `fail` makes the report unhealthy. */
  readonly status: CheckStatus;
  /** What was found. */
  readonly message: string;
  /** The command or edit that mends it. */
  readonly hint?: string;
  /** Code of the problem. */
  readonly code?: string;
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin?: string;
  /** File that the check is about. */
  readonly file?: string;
}

/** Health of a runtime and its plugins. */
export interface DoctorReport {
  /** No check failed. */
  readonly healthy: boolean;
  /** Every check in a fixed order. */
  readonly checks: readonly DoctorCheck[];
  /** Every stage of every plugin. */
  readonly ledger: readonly LedgerEntry[];
  /** Totals. */
  readonly summary: DoctorSummary;
}

/** Totals. */
export interface DoctorSummary {
  /** Plugins that were seen. */
  readonly plugins: number;
  /** Plugins that are loaded. */
  readonly loaded: number;
  /** Plugins left out on purpose. */
  readonly skipped: number;
  /** Plugins with an error. */
  readonly failed: number;
  /** Checks passed. */
  readonly pass: number;
  /** Checks with a warning. */
  readonly warn: number;
  /** Checks failed. */
  readonly fail: number;
}

/** A tool server asks the person a question. */
export interface ElicitationRequestPayload {
  /** JSON Schema of the answer. */
  readonly schema: unknown;
  /** The question. */
  readonly message?: string;
}

/** What a handler of `elicitation.request` may answer. */
export type ElicitationRequestResult = {
  /** The answer. */
  readonly answer: unknown;
} | null;

/** The person has answered a tool server. */
export interface ElicitationResultPayload {
  /** JSON Schema of the answer. */
  readonly schema?: unknown;
  /** The answer. */
  readonly answer: unknown;
}

/** What a handler of `elicitation.result` may return. */
export interface ElicitationResultResult {
  /** JSON Schema of the answer. */
  readonly schema?: unknown;
  /** The answer. */
  readonly answer?: unknown;
}

/** What came of one emit. */
export interface EmitReport {
  /** Name of the hook. */
  readonly hook: string;
  /** The payload as the last handler left it; as given for hooks that do not rewrite. */
  readonly payload: unknown;
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Votes with a reason, in order. */
  readonly reasons: readonly DecisionReason[];
  /** The answer, for hooks that provide one. */
  readonly value?: unknown;
  /** Context in order. */
  readonly context?: readonly ContextEntry[];
  /** One report per selected handler, in order. */
  readonly handlers: readonly HandlerReport[];
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
}

/** Which hosts the plugin was made for. */
export interface Engines {
  /** SemVer range of the plugin API. Default `^1.0.0`. */
  readonly kodex?: string;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** An error as a JSON value. */
export interface ErrorValue {
  /** Class of the error. */
  readonly name: string;
  /** What went wrong. */
  readonly message: string;
  /** Stable code, if it has one. */
  readonly code?: string;
}

/** An event that the plugin itself emits. */
export interface EventEntry {
  /** How the answers of several handlers are merged. */
  readonly kind: HookKind;
  /** When the event is emitted. */
  readonly description?: string;
  /** JSON Schema, draft 2020-12. */
  readonly payload?: boolean | { readonly [key: string]: unknown };
  /** JSON Schema, draft 2020-12. */
  readonly result?: boolean | { readonly [key: string]: unknown };
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** One program that the plugin may run through the host, without a shell. */
export interface ExecPermission {
  /** Name of the program, looked up on the host's path. */
  readonly bin: string;
  /** Allowed arguments, position by position: a literal, `*` for any one, a last `**` for any rest. Left out: none. */
  readonly args?: readonly string[];
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** Why one handler would or would not run. */
export interface ExplainEntry {
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** Whether an emit would call it. */
  readonly willRun: boolean;
  /** Place in the order, from 1, if it will run. */
  readonly position?: number;
  /** Why it will not run, or why it stands where it does. */
  readonly reason?: string;
  /** Code of the reason. */
  readonly code?: string;
}

/** A file of the workspace has changed. */
export interface FileChangedPayload {
  /** Which file. */
  readonly path: string;
  /** What happened: `created`, `changed` or `removed`. */
  readonly change?: string;
}

/** Ignored: who observes `file.changed` answers nothing. */
export type FileChangedResult = unknown;

/** File access by path. */
export interface FsPermission {
  /** Paths that may be read: `$workspace $plugin $data $cache $tmp $home`, then a literal path or a trailing `/**`. */
  readonly read?: readonly string[];
  /** Paths that may be written, in the same form. */
  readonly write?: readonly string[];
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** `declared` grants all that the manifest asks for; a list grants these atoms. */
export type Grant = "declared" | readonly string[];

/** An error as a JSON value. */
export interface HandlerError {
  /** Class of the error. */
  readonly name: string;
  /** Stable code, if it has one. */
  readonly code?: string;
  /** What went wrong. */
  readonly message: string;
}

/** What became of one selected handler. */
export interface HandlerReport {
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** How the call of one handler ended. */
  readonly status: HandlerStatus;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
  /** Why the status is not `ok`. */
  readonly code?: string;
  /** An error as a JSON value. */
  readonly error?: HandlerError;
  /** What the handler returned. */
  readonly value?: unknown;
}

/** How the call of one handler ended. */
export type HandlerStatus = "ok" | "skipped" | "timeout" | "error" | "invalid" | "denied" | "circuit_open" | "overloaded" | "untrusted" | "disabled";

/** Settings of one hook of one plugin. */
export interface HookConfig {
  /** `false` switches this hook of the plugin off. */
  readonly enabled?: boolean;
  /** Replaces the plugin's priority. */
  readonly priority?: number;
  /** Adds plugins that run after this one. */
  readonly before?: readonly string[];
  /** Adds plugins that run before this one. */
  readonly after?: readonly string[];
  /** Replaces the plugin's deadline, in milliseconds. */
  readonly timeoutMs?: number;
  /** Replaces what a failure means. */
  readonly onError?: "open" | "closed";
}

/** How a plugin takes part in one hook. */
export interface HookEntry {
  /** Higher runs earlier within its tier. Default 0. */
  readonly priority?: number;
  /** Names of plugins that run after this one. */
  readonly before?: readonly string[];
  /** Names of plugins that run before this one. */
  readonly after?: readonly string[];
  /** Deadline of one call in milliseconds. Default 2000 for transforms, 5000 for gates, 10000 for the rest; for another plugin's event, by the kind that it is declared with. */
  readonly timeoutMs?: number;
  /** `open`: a failed handler is skipped. `closed`: it denies. */
  readonly onError?: OnError;
  /** Payload fields that must match before the handler is called. */
  readonly match?: { readonly [key: string]: MatchValue };
  /** Payload fields that the handler needs; the others need not cross a process boundary. Left out: all. */
  readonly fields?: readonly string[];
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** How the answers of several handlers are merged. */
export type HookKind = "observe" | "transform" | "gate" | "provide";

/** What a plugin sees of one hook. */
export interface HookPermission {
  /** Payload fields that reach the plugin. */
  readonly fields: readonly string[];
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A file of instructions was read. */
export interface InstructionsLoadedPayload {
  /** Which file. */
  readonly path: string;
  /** What happened: `created`, `changed` or `removed`. */
  readonly change?: string;
}

/** Ignored: who observes `instructions.loaded` answers nothing. */
export type InstructionsLoadedResult = unknown;

/** What a capability returned. */
export interface InvokeReport {
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** What the provider returned. */
  readonly output: unknown;
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
}

/** Where its code runs. */
export type IsolationLevel = "in-process" | "worker" | "process" | "os" | "container";

/** Settings (`kodex.json`) of a workspace, a user or an organization. */
export interface KodexConfig {
  /** JSON Schema of this file, for editors. */
  readonly $schema?: string;
  /** Where plugins are looked for. */
  readonly sources?: SourcesConfig;
  /** Settings by plugin name. */
  readonly plugins?: { readonly [key: string]: PluginConfig };
  /** Settings by capability id. */
  readonly capabilities?: { readonly [key: string]: CapabilityConfig };
  /** The first problem at load fails the command. Default false. */
  readonly strict?: boolean;
}

/** What happened to one plugin at one stage. */
export interface LedgerEntry {
  /** `name@version`; the place while the name is not known. */
  readonly plugin: string;
  /** Stage of a plugin's life. */
  readonly stage: Stage;
  /** What came of a stage. */
  readonly outcome: Outcome;
  /** Why the outcome is not `loaded`, or what is worth knowing. */
  readonly code?: string;
  /** What happened. */
  readonly message: string;
  /** Time it took, in milliseconds. */
  readonly durationMs: number;
  /** Source that found it. */
  readonly source?: string;
  /** Manifest or module. */
  readonly file?: string;
  /** One imperative sentence that mends it. */
  readonly hint?: string;
}

/** One line of a plugin's log. */
export interface LogEntry {
  /** When, ISO 8601 in UTC. */
  readonly time: string;
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** How bad it is. */
  readonly level: LogLevel;
  /** The line. */
  readonly message: string;
  /** More, as JSON. */
  readonly fields?: { readonly [key: string]: unknown };
  /** Process that ran the plugin. */
  readonly pid: number;
}

/** How bad it is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** A Kodex plugin manifest (`kodex.plugin.json`), version 1. */
export interface ManifestInput {
  /** JSON Schema of this file, for editors. */
  readonly $schema?: string;
  /** Version of this format. */
  readonly manifestVersion: 1;
  /** Lower-case name with single hyphens, optionally with a scope (`@acme/lint`). */
  readonly name: string;
  /** SemVer 2.0 version. */
  readonly version: string;
  /** Name for people. Default: `name`. */
  readonly displayName?: string;
  /** What the plugin does, in one sentence. */
  readonly description?: string;
  /** `Name <mail> (url)` or an object. */
  readonly author?: string | Person;
  /** SPDX expression. */
  readonly license?: string;
  /** Page about the plugin. */
  readonly homepage?: string;
  /** URL or an object. */
  readonly repository?: string | Repository;
  /** Words to find it by. */
  readonly keywords?: readonly string[];
  /** Which hosts the plugin was made for. */
  readonly engines?: Engines;
  /** Module with the plugin object, relative to this file. Either this or `command`. */
  readonly main?: string;
  /** Program and arguments of a plugin in any language. Either this or `main`. */
  readonly command?: readonly string[];
  /** When the plugin's code is loaded: at its first call (default) or at load. */
  readonly activation?: Activation;
  /** Platforms it runs on: `linux`, `darwin`, `win32`, or with an architecture, `linux-x64`. Left out: all. */
  readonly platforms?: readonly string[];
  /** Hooks that the plugin handles. */
  readonly hooks?: readonly string[] | { readonly [key: string]: HookEntry };
  /** Capabilities that the plugin provides. */
  readonly capabilities?: readonly string[] | { readonly [key: string]: CapabilityEntry };
  /** Events of the plugin's own, each named `<plugin>:<event>`. */
  readonly events?: { readonly [key: string]: EventEntry };
  /** What must be loaded before this plugin. */
  readonly requires?: Requirements;
  /** What the plugin asks to be allowed to do. Nothing is granted by default. */
  readonly permissions?: Permissions;
  /** JSON Schema of an object: the settings that a host may pass. */
  readonly config?: { readonly [key: string]: unknown };
  /** Latency budgets per hook. */
  readonly budgets?: { readonly [key: string]: Budget };
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A literal, or one with a leading or a trailing `*`; a list means any of them. */
export type MatchValue = string | readonly string[];

/** One message of a conversation. */
export interface Message {
  /** `system`, `user`, `assistant` or `tool`. */
  readonly role: string;
  /** Text, or parts in the form that the host uses. */
  readonly content: unknown;
}

/** A message is about to be shown. */
export interface MessageDisplayPayload {
  /** The message. */
  readonly text: string;
}

/** What a handler of `message.display` may return. */
export interface MessageDisplayResult {
  /** The message. */
  readonly text?: string;
}

/** Access to the host's model provider, with its budget. */
export interface ModelPermission {
  /** Model classes that the plugin may ask for, such as `small`. */
  readonly classes: readonly string[];
  /** Most tokens one call may use. */
  readonly tokensPerCall?: number;
  /** Most tokens all calls of a session may use together. */
  readonly tokensPerSession?: number;
  /** Most calls within 60 seconds. */
  readonly requestsPerMinute?: number;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A request is about to go to a model. */
export interface ModelRequestPayload {
  /** Model in use. */
  readonly model: string;
  /** The conversation. */
  readonly messages: readonly Message[];
  /** Provider parameters. */
  readonly params?: unknown;
}

/** What a handler of `model.request` may return. */
export interface ModelRequestResult {
  /** Model in use. */
  readonly model?: string;
  /** The conversation. */
  readonly messages?: readonly Message[];
  /** Provider parameters. */
  readonly params?: unknown;
  /** Answers in the model's place. */
  readonly response?: unknown;
}

/** A model has answered. */
export interface ModelResponsePayload {
  /** The message. */
  readonly message: unknown;
  /** Tokens used. */
  readonly usage?: unknown;
  /** Why the model stopped. */
  readonly stopReason?: string;
}

/** What a handler of `model.response` may return. */
export interface ModelResponseResult {
  /** The message. */
  readonly message?: unknown;
  /** Tokens used. */
  readonly usage?: unknown;
  /** Why the model stopped. */
  readonly stopReason?: string;
}

/** The session has changed its model. */
export interface ModelSwitchAfterPayload {
  /** Model before. */
  readonly from: string;
  /** Model now. */
  readonly to: string;
  /** Why. */
  readonly why?: string;
}

/** Ignored: who observes `model.switch.after` answers nothing. */
export type ModelSwitchAfterResult = unknown;

/** The session is about to change its model. */
export interface ModelSwitchBeforePayload {
  /** Model in use. */
  readonly from: string;
  /** Model to use. */
  readonly to: string;
  /** Why. */
  readonly why?: string;
}

/** What a handler of `model.switch.before` may return. */
export interface ModelSwitchBeforeResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
}

/** A person is to be told something. */
export interface NotificationPayload {
  /** What it is about. */
  readonly kind: string;
  /** What to say. */
  readonly text: string;
}

/** Ignored: who observes `notification` answers nothing. */
export type NotificationResult = unknown;

/** `open`: a failed handler is skipped. `closed`: it denies. */
export type OnError = "open" | "closed";

/** Permissions that the plugin works without. */
export interface OptionalPermissions {
  /** File access by path. */
  readonly fs?: FsPermission;
  /** `host:port` values (port 443 when left out) that may be reached; a wildcard only as the whole left-most label. */
  readonly net?: readonly string[];
  /** Exact names of environment variables that may be read. */
  readonly env?: readonly string[];
  /** Programs that may be run. */
  readonly exec?: readonly ExecPermission[];
  /** Access to the host's model provider, with its budget. */
  readonly model?: ModelPermission;
  /** Secrets that may be used. */
  readonly secrets?: readonly SecretPermission[];
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** Used when present; when present, the range must hold. */
export interface OptionalRequirements {
  /** SemVer ranges of plugins, by name. */
  readonly plugins?: { readonly [key: string]: string };
  /** SemVer ranges of capabilities, by name. */
  readonly capabilities?: { readonly [key: string]: string };
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** What came of a stage. */
export type Outcome = "loaded" | "skipped" | "error";

/** What the plugin asks to be allowed to do. Nothing is granted by default. */
export interface Permissions {
  /** File access by path. */
  readonly fs?: FsPermission;
  /** `host:port` values (port 443 when left out) that may be reached; a wildcard only as the whole left-most label. */
  readonly net?: readonly string[];
  /** Exact names of environment variables that may be read. */
  readonly env?: readonly string[];
  /** Programs that may be run. */
  readonly exec?: readonly ExecPermission[];
  /** Access to the host's model provider, with its budget. */
  readonly model?: ModelPermission;
  /** Secrets that may be used. */
  readonly secrets?: readonly SecretPermission[];
  /** Payload fields that the plugin asks to see, per hook. */
  readonly hooks?: { readonly [key: string]: HookPermission };
  /** Permissions that the plugin works without. */
  readonly optional?: OptionalPermissions;
  /** Why an atom is asked for, by the beginning of the atom (`net:api.acme.dev:443`). */
  readonly reasons?: { readonly [key: string]: string };
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** Who wrote the plugin. */
export interface Person {
  /** Name of the person or organization. */
  readonly name: string;
  /** Address for mail. */
  readonly email?: string;
  /** Home page. */
  readonly url?: string;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A plugin is about to be admitted. */
export interface PluginAdmitPayload {
  /** Name of the plugin. */
  readonly plugin: string;
  /** Its version. */
  readonly version: string;
  /** Where it comes from. */
  readonly provenance?: unknown;
  /** Who signed it. */
  readonly signature?: unknown;
  /** Permission atoms that it declares. */
  readonly declared: readonly string[];
  /** Permission atoms that its code uses. */
  readonly inferred?: readonly string[];
}

/** What a handler of `plugin.admit` may return. */
export interface PluginAdmitResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
}

/** A circuit breaker of a plugin has changed its state. */
export interface PluginCircuitPayload {
  /** `name@version`. */
  readonly plugin: string;
  /** Code of the error, if there is one. */
  readonly code?: string;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
  /** Hook of the breaker. */
  readonly hook?: string;
  /** `closed`, `open` or `half_open`. */
  readonly state?: string;
}

/** Ignored: who observes `plugin.circuit` answers nothing. */
export type PluginCircuitResult = unknown;

/** Settings of one plugin. */
export interface PluginConfig {
  /** `false` keeps the plugin from loading. */
  readonly enabled?: boolean;
  /** Settings, checked against the plugin's own schema. */
  readonly config?: { readonly [key: string]: unknown };
  /** `declared` grants all that the manifest asks for; a list grants these atoms. */
  readonly grant?: Grant;
  /** Settings per hook. */
  readonly hooks?: { readonly [key: string]: HookConfig };
}

/** A plugin could not be loaded. */
export interface PluginFailedPayload {
  /** `name@version`. */
  readonly plugin: string;
  /** Code of the error, if there is one. */
  readonly code?: string;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
}

/** Ignored: who observes `plugin.failed` answers nothing. */
export type PluginFailedResult = unknown;

/** One plugin that was seen. */
export interface PluginListing {
  /** Name; the place while it is not known. */
  readonly name: string;
  /** Version; empty while it is not known. */
  readonly version: string;
  /** What came of a stage. */
  readonly status: Outcome;
  /** Why the status is not `loaded`. */
  readonly reason?: string;
  /** Code of the reason. */
  readonly code?: string;
  /** `local`, `package`, `inline`, or a name that another source gives. */
  readonly origin: string;
  /** Manifest or module; empty for inline plugins. */
  readonly file: string;
  /** Where its code runs. */
  readonly isolation: IsolationLevel;
  /** Trust level that the gate gave. */
  readonly trust: string;
  /** Hooks that it handles. */
  readonly hooks: readonly string[];
  /** Capabilities that it provides. */
  readonly capabilities: readonly string[];
}

/** A plugin was loaded. */
export interface PluginLoadedPayload {
  /** `name@version`. */
  readonly plugin: string;
  /** Code of the error, if there is one. */
  readonly code?: string;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
}

/** Ignored: who observes `plugin.loaded` answers nothing. */
export type PluginLoadedResult = unknown;

/** A plugin was unloaded. */
export interface PluginUnloadedPayload {
  /** `name@version`. */
  readonly plugin: string;
  /** Code of the error, if there is one. */
  readonly code?: string;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
}

/** Ignored: who observes `plugin.unloaded` answers nothing. */
export type PluginUnloadedResult = unknown;

/** Context is gathered for the next request. */
export interface PromptContextPayload {
  /** Context in order. */
  readonly blocks: readonly ContextBlock[];
}

/** What a handler of `prompt.context` may return. */
export interface PromptContextResult {
  /** Context in order. */
  readonly blocks?: readonly ContextBlock[];
}

/** A slash command becomes a prompt. */
export interface PromptExpandPayload {
  /** Name of the command. */
  readonly command: string;
  /** Arguments. */
  readonly args?: unknown;
  /** The prompt so far. */
  readonly text: string;
}

/** What a handler of `prompt.expand` may return. */
export interface PromptExpandResult {
  /** Name of the command. */
  readonly command?: string;
  /** Arguments. */
  readonly args?: unknown;
  /** The prompt so far. */
  readonly text?: string;
}

/** A person's prompt, before anything else sees it. */
export interface PromptPreprocessPayload {
  /** The prompt. */
  readonly text: string;
  /** What came with it. */
  readonly attachments?: readonly Attachment[];
}

/** What a handler of `prompt.preprocess` may return. */
export interface PromptPreprocessResult {
  /** The prompt. */
  readonly text?: string;
  /** What came with it. */
  readonly attachments?: readonly Attachment[];
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
  /** Text to add to the model's context, kept apart per plugin. */
  readonly context?: string;
  /** Denies the prompt, for this reason. */
  readonly drop?: string;
}

/** One provider. */
export interface ProviderListing {
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** Version of the capability. */
  readonly version: string;
  /** Priority among providers of one version. */
  readonly priority: number;
}

/** Where the plugin's source lives. */
export interface Repository {
  /** Where the source lives. */
  readonly url: string;
  /** Kind of repository, `git` when left out. */
  readonly type?: string;
  /** Folder of the plugin inside the repository. */
  readonly directory?: string;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** What must be loaded before this plugin. */
export interface Requirements {
  /** SemVer ranges of plugins, by name. */
  readonly plugins?: { readonly [key: string]: string };
  /** SemVer ranges of capabilities, by name. */
  readonly capabilities?: { readonly [key: string]: string };
  /** Used when present; when present, the range must hold. */
  readonly optional?: OptionalRequirements;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A provider that may serve a task. */
export interface RouteCandidate {
  /** Id of the capability. */
  readonly capability: string;
  /** Provider, as `name@version`. */
  readonly plugin: string;
  /** Relevance; higher is better, comparable within one list only. */
  readonly score: number;
  /** What matched. */
  readonly reasons: readonly string[];
}

/** A provider that may serve a task. */
export interface RouteEntry {
  /** Id of the capability. */
  readonly capability: string;
  /** `name@version`, or `host:<name>` for a handler of the host. */
  readonly plugin: string;
  /** Relevance; higher is better, comparable within one list only. */
  readonly score: number;
  /** What matched. */
  readonly reasons: readonly string[];
}

/** A secret that the plugin may use without seeing it. */
export interface SecretPermission {
  /** Name of the secret in the host's store. */
  readonly name: string;
  /** `host:port` values that may receive the secret. */
  readonly hosts: readonly string[];
  /** Where a request carries it, such as `header:authorization`. */
  readonly as: string;
  /** Belongs to another tool: kept, never read. */
  readonly [key: `x-${string}`]: unknown;
}

/** A session is over. */
export interface SessionEndPayload {
  /** Why it ended. */
  readonly reason: string;
}

/** Ignored: who observes `session.end` answers nothing. */
export type SessionEndResult = unknown;

/** A session begins. */
export interface SessionStartPayload {
  /** Why: `startup`, `resume` or `clear`. */
  readonly source: string;
  /** Model in use. */
  readonly model?: string;
}

/** What a handler of `session.start` may return. */
export interface SessionStartResult {
  /** Text to add to the model's context, kept apart per plugin. */
  readonly context?: string;
}

/** `error` rejects, `warning` is likely a mistake, `info` tells what was changed or assumed. */
export type Severity = "error" | "warning" | "info";

/** The environment of a shell is put together. */
export interface ShellEnvPayload {
  /** Folder of the shell. */
  readonly cwd: string;
  /** Names of the variables that are set. */
  readonly keys: readonly string[];
  /** Variables to set. */
  readonly set?: { readonly [key: string]: string };
}

/** What a handler of `shell.env` may return. */
export interface ShellEnvResult {
  /** Folder of the shell. */
  readonly cwd?: string;
  /** Names of the variables that are set. */
  readonly keys?: readonly string[];
  /** Variables to set. */
  readonly set?: { readonly [key: string]: string };
}

/** Where plugins are looked for. */
export interface SourcesConfig {
  /** Folders with local plugins, relative to this file. Default `./plugins`. */
  readonly local?: readonly string[];
  /** Look for plugins among the dependencies in `package.json`. Default true. */
  readonly packages?: boolean;
}

/** Stage of a plugin's life. */
export type Stage = "discover" | "manifest" | "admit" | "host" | "index" | "activate";

/** A task is about to be marked as done. */
export interface TaskCompletedPayload {
  /** The task. */
  readonly task: unknown;
}

/** What a handler of `task.completed` may return. */
export interface TaskCompletedResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
}

/** A task is about to be added. */
export interface TaskCreatedPayload {
  /** The task. */
  readonly task: unknown;
}

/** What a handler of `task.created` may return. */
export interface TaskCreatedResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
}

/** A task looks for the capability that serves it. */
export interface TaskRoutePayload {
  /** The task in plain words. */
  readonly task: string;
  /** Candidates so far, best first. */
  readonly candidates: readonly RouteCandidate[];
}

/** What a handler of `task.route` may answer. */
export type TaskRouteResult = {
  /** Candidates, best first. */
  readonly candidates: readonly RouteCandidate[];
} | null;

/** A tool that the model may call. */
export interface Tool {
  /** Name of the tool. */
  readonly name: string;
  /** What it does. */
  readonly description?: string;
  /** JSON Schema of its input. */
  readonly input?: unknown;
}

/** A tool has answered. */
export interface ToolAfterPayload {
  /** Name of the tool. */
  readonly tool: string;
  /** Id of the call, unique in the session. */
  readonly callId: string;
  /** Arguments of the call. */
  readonly input: unknown;
  /** Result of the call. */
  readonly output: unknown;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
}

/** What a handler of `tool.after` may return. */
export interface ToolAfterResult {
  /** Name of the tool. */
  readonly tool?: string;
  /** Id of the call, unique in the session. */
  readonly callId?: string;
  /** Arguments of the call. */
  readonly input?: unknown;
  /** Result of the call. */
  readonly output?: unknown;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
  /** Text to add to the model's context, kept apart per plugin. */
  readonly context?: string;
}

/** All tool calls of one model answer are done. */
export interface ToolBatchAfterPayload {
  /** Calls in order. */
  readonly calls: readonly ToolCall[];
}

/** Ignored: who observes `tool.batch.after` answers nothing. */
export type ToolBatchAfterResult = unknown;

/** A tool is about to be called. */
export interface ToolBeforePayload {
  /** Name of the tool. */
  readonly tool: string;
  /** Id of the call, unique in the session. */
  readonly callId: string;
  /** Arguments of the call. */
  readonly input: unknown;
}

/** What a handler of `tool.before` may return. */
export interface ToolBeforeResult {
  /** Name of the tool. */
  readonly tool?: string;
  /** Id of the call, unique in the session. */
  readonly callId?: string;
  /** Arguments of the call. */
  readonly input?: unknown;
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
  /** Text to add to the model's context, kept apart per plugin. */
  readonly context?: string;
}

/** One finished call of a tool. */
export interface ToolCall {
  /** Name of the tool. */
  readonly tool: string;
  /** Id of the call. */
  readonly callId: string;
  /** Arguments. */
  readonly input: unknown;
  /** Result. */
  readonly output?: unknown;
  /** An error as a JSON value. */
  readonly error?: ErrorValue;
  /** Time it took, in milliseconds. */
  readonly durationMs?: number;
}

/** A tool call was denied. */
export interface ToolDeniedPayload {
  /** Name of the tool. */
  readonly tool: string;
  /** Arguments of the call. */
  readonly input: unknown;
  /** Who denied it. */
  readonly by: string;
  /** Why. */
  readonly reason?: string;
}

/** Ignored: who observes `tool.denied` answers nothing. */
export type ToolDeniedResult = unknown;

/** A tool has failed. */
export interface ToolErrorPayload {
  /** Name of the tool. */
  readonly tool: string;
  /** Id of the call, unique in the session. */
  readonly callId: string;
  /** Arguments of the call. */
  readonly input: unknown;
  /** An error as a JSON value. */
  readonly error: ErrorValue;
}

/** What a handler of `tool.error` may return. */
export interface ToolErrorResult {
  /** Text to add to the model's context, kept apart per plugin. */
  readonly context?: string;
}

/** A person would be asked whether a tool may run. */
export interface ToolPermissionPayload {
  /** Name of the tool. */
  readonly tool: string;
  /** Arguments of the call. */
  readonly input: unknown;
  /** Rule that asks. */
  readonly rule?: string;
}

/** What a handler of `tool.permission` may return. */
export interface ToolPermissionResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
  /** Keep the decision: `true` or a scope that the host knows. */
  readonly remember?: unknown;
}

/** The tools of the next request are chosen. */
export interface ToolsSelectPayload {
  /** Tools in order. */
  readonly tools: readonly Tool[];
}

/** What a handler of `tools.select` may return. */
export interface ToolsSelectResult {
  /** Tools in order. */
  readonly tools?: readonly Tool[];
}

/** A turn has failed. */
export interface TurnErrorPayload {
  /** An error as a JSON value. */
  readonly error: ErrorValue;
}

/** Ignored: who observes `turn.error` answers nothing. */
export type TurnErrorResult = unknown;

/** A turn was interrupted. */
export interface TurnInterruptPayload {
  /** Who interrupted it. */
  readonly by: string;
}

/** Ignored: who observes `turn.interrupt` answers nothing. */
export type TurnInterruptResult = unknown;

/** A turn begins. */
export interface TurnStartPayload {
  /** Id of the turn. */
  readonly turnId: string;
}

/** Ignored: who observes `turn.start` answers nothing. */
export type TurnStartResult = unknown;

/** The agent is about to end its turn. */
export interface TurnStopPayload {
  /** Last message of the turn. */
  readonly lastMessage?: unknown;
  /** How often in a row the turn was continued. */
  readonly continuations?: number;
}

/** What a handler of `turn.stop` may return. */
export interface TurnStopResult {
  /** `deny` outweighs `ask`, `ask` outweighs `allow`. */
  readonly decision?: Decision;
  /** Why, in a sentence for the person or the model that is told. */
  readonly reason?: string;
  /** Denies stopping: what the agent is to do next. */
  readonly continue?: string;
}

/** A folder was added to the workspace. */
export interface WorkspaceDirectoryAddedPayload {
  /** Which folder. */
  readonly path: string;
  /** What happened: `created`, `changed` or `removed`. */
  readonly change?: string;
}

/** Ignored: who observes `workspace.directory.added` answers nothing. */
export type WorkspaceDirectoryAddedResult = unknown;

/** A work tree is needed. */
export interface WorktreeCreatePayload {
  /** Name of the work tree. */
  readonly name: string;
}

/** What a handler of `worktree.create` may answer. */
export type WorktreeCreateResult = {
  /** Where it is. */
  readonly path: string;
} | null;

/** A work tree is no longer needed. */
export interface WorktreeRemovePayload {
  /** Name of the work tree. */
  readonly name?: string;
  /** Where it is. */
  readonly path: string;
}

/** Ignored: who observes `worktree.remove` answers nothing. */
export type WorktreeRemoveResult = unknown;

/** Payload of every hook; embedders add their own events by declaration merging. */
export interface HookPayloads {
  /** A session begins. */
  readonly "session.start": SessionStartPayload;
  /** A session is over. */
  readonly "session.end": SessionEndPayload;
  /** A person's prompt, before anything else sees it. */
  readonly "prompt.preprocess": PromptPreprocessPayload;
  /** A slash command becomes a prompt. */
  readonly "prompt.expand": PromptExpandPayload;
  /** Context is gathered for the next request. */
  readonly "prompt.context": PromptContextPayload;
  /** A task looks for the capability that serves it. */
  readonly "task.route": TaskRoutePayload;
  /** The tools of the next request are chosen. */
  readonly "tools.select": ToolsSelectPayload;
  /** A request is about to go to a model. */
  readonly "model.request": ModelRequestPayload;
  /** A model has answered. */
  readonly "model.response": ModelResponsePayload;
  /** The session is about to change its model. */
  readonly "model.switch.before": ModelSwitchBeforePayload;
  /** The session has changed its model. */
  readonly "model.switch.after": ModelSwitchAfterPayload;
  /** A tool is about to be called. */
  readonly "tool.before": ToolBeforePayload;
  /** A person would be asked whether a tool may run. */
  readonly "tool.permission": ToolPermissionPayload;
  /** A tool call was denied. */
  readonly "tool.denied": ToolDeniedPayload;
  /** A tool has answered. */
  readonly "tool.after": ToolAfterPayload;
  /** A tool has failed. */
  readonly "tool.error": ToolErrorPayload;
  /** All tool calls of one model answer are done. */
  readonly "tool.batch.after": ToolBatchAfterPayload;
  /** A turn begins. */
  readonly "turn.start": TurnStartPayload;
  /** A turn has failed. */
  readonly "turn.error": TurnErrorPayload;
  /** A turn was interrupted. */
  readonly "turn.interrupt": TurnInterruptPayload;
  /** The agent is about to end its turn. */
  readonly "turn.stop": TurnStopPayload;
  /** A sub-agent is about to start. */
  readonly "agent.spawn": AgentSpawnPayload;
  /** A sub-agent is about to end. */
  readonly "agent.stop": AgentStopPayload;
  /** A task is about to be added. */
  readonly "task.created": TaskCreatedPayload;
  /** A task is about to be marked as done. */
  readonly "task.completed": TaskCompletedPayload;
  /** The conversation is about to be summarized. */
  readonly "context.compact.before": ContextCompactBeforePayload;
  /** The conversation was summarized. */
  readonly "context.compact.after": ContextCompactAfterPayload;
  /** A slash command is run. */
  readonly "command.run": CommandRunPayload;
  /** The environment of a shell is put together. */
  readonly "shell.env": ShellEnvPayload;
  /** A person is to be told something. */
  readonly "notification": NotificationPayload;
  /** A tool server asks the person a question. */
  readonly "elicitation.request": ElicitationRequestPayload;
  /** The person has answered a tool server. */
  readonly "elicitation.result": ElicitationResultPayload;
  /** A message is about to be shown. */
  readonly "message.display": MessageDisplayPayload;
  /** A setting has changed. */
  readonly "config.changed": ConfigChangedPayload;
  /** A file of the workspace has changed. */
  readonly "file.changed": FileChangedPayload;
  /** The working folder has changed. */
  readonly "cwd.changed": CwdChangedPayload;
  /** A folder was added to the workspace. */
  readonly "workspace.directory.added": WorkspaceDirectoryAddedPayload;
  /** A file of instructions was read. */
  readonly "instructions.loaded": InstructionsLoadedPayload;
  /** A work tree is needed. */
  readonly "worktree.create": WorktreeCreatePayload;
  /** A work tree is no longer needed. */
  readonly "worktree.remove": WorktreeRemovePayload;
  /** A plugin is about to be admitted. */
  readonly "plugin.admit": PluginAdmitPayload;
  /** A plugin was loaded. */
  readonly "plugin.loaded": PluginLoadedPayload;
  /** A plugin could not be loaded. */
  readonly "plugin.failed": PluginFailedPayload;
  /** A plugin was unloaded. */
  readonly "plugin.unloaded": PluginUnloadedPayload;
  /** A circuit breaker of a plugin has changed its state. */
  readonly "plugin.circuit": PluginCircuitPayload;
}

/** What a handler of each hook may return, besides `undefined`. */
export interface HookResults {
  /** A session begins. */
  readonly "session.start": SessionStartResult;
  /** A session is over. */
  readonly "session.end": SessionEndResult;
  /** A person's prompt, before anything else sees it. */
  readonly "prompt.preprocess": PromptPreprocessResult;
  /** A slash command becomes a prompt. */
  readonly "prompt.expand": PromptExpandResult;
  /** Context is gathered for the next request. */
  readonly "prompt.context": PromptContextResult;
  /** A task looks for the capability that serves it. */
  readonly "task.route": TaskRouteResult;
  /** The tools of the next request are chosen. */
  readonly "tools.select": ToolsSelectResult;
  /** A request is about to go to a model. */
  readonly "model.request": ModelRequestResult;
  /** A model has answered. */
  readonly "model.response": ModelResponseResult;
  /** The session is about to change its model. */
  readonly "model.switch.before": ModelSwitchBeforeResult;
  /** The session has changed its model. */
  readonly "model.switch.after": ModelSwitchAfterResult;
  /** A tool is about to be called. */
  readonly "tool.before": ToolBeforeResult;
  /** A person would be asked whether a tool may run. */
  readonly "tool.permission": ToolPermissionResult;
  /** A tool call was denied. */
  readonly "tool.denied": ToolDeniedResult;
  /** A tool has answered. */
  readonly "tool.after": ToolAfterResult;
  /** A tool has failed. */
  readonly "tool.error": ToolErrorResult;
  /** All tool calls of one model answer are done. */
  readonly "tool.batch.after": ToolBatchAfterResult;
  /** A turn begins. */
  readonly "turn.start": TurnStartResult;
  /** A turn has failed. */
  readonly "turn.error": TurnErrorResult;
  /** A turn was interrupted. */
  readonly "turn.interrupt": TurnInterruptResult;
  /** The agent is about to end its turn. */
  readonly "turn.stop": TurnStopResult;
  /** A sub-agent is about to start. */
  readonly "agent.spawn": AgentSpawnResult;
  /** A sub-agent is about to end. */
  readonly "agent.stop": AgentStopResult;
  /** A task is about to be added. */
  readonly "task.created": TaskCreatedResult;
  /** A task is about to be marked as done. */
  readonly "task.completed": TaskCompletedResult;
  /** The conversation is about to be summarized. */
  readonly "context.compact.before": ContextCompactBeforeResult;
  /** The conversation was summarized. */
  readonly "context.compact.after": ContextCompactAfterResult;
  /** A slash command is run. */
  readonly "command.run": CommandRunResult;
  /** The environment of a shell is put together. */
  readonly "shell.env": ShellEnvResult;
  /** A person is to be told something. */
  readonly "notification": NotificationResult;
  /** A tool server asks the person a question. */
  readonly "elicitation.request": ElicitationRequestResult;
  /** The person has answered a tool server. */
  readonly "elicitation.result": ElicitationResultResult;
  /** A message is about to be shown. */
  readonly "message.display": MessageDisplayResult;
  /** A setting has changed. */
  readonly "config.changed": ConfigChangedResult;
  /** A file of the workspace has changed. */
  readonly "file.changed": FileChangedResult;
  /** The working folder has changed. */
  readonly "cwd.changed": CwdChangedResult;
  /** A folder was added to the workspace. */
  readonly "workspace.directory.added": WorkspaceDirectoryAddedResult;
  /** A file of instructions was read. */
  readonly "instructions.loaded": InstructionsLoadedResult;
  /** A work tree is needed. */
  readonly "worktree.create": WorktreeCreateResult;
  /** A work tree is no longer needed. */
  readonly "worktree.remove": WorktreeRemoveResult;
  /** A plugin is about to be admitted. */
  readonly "plugin.admit": PluginAdmitResult;
  /** A plugin was loaded. */
  readonly "plugin.loaded": PluginLoadedResult;
  /** A plugin could not be loaded. */
  readonly "plugin.failed": PluginFailedResult;
  /** A plugin was unloaded. */
  readonly "plugin.unloaded": PluginUnloadedResult;
  /** A circuit breaker of a plugin has changed its state. */
  readonly "plugin.circuit": PluginCircuitResult;
}
