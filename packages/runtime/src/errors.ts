import { type Diagnostic, findClosest, KodexError, type KodexErrorDetails } from "@kodex/manifest";

/** Codes of `PluginLoadError`. */
export type LoadErrorCode =
  | "PLUGIN_UNREADABLE"
  | "PLUGIN_ENTRY_MISSING"
  | "PLUGIN_SYNTAX_ERROR"
  | "PLUGIN_IMPORT_FAILED"
  | "PLUGIN_EXPORT_INVALID"
  | "PLUGIN_MANIFEST_TWICE"
  | "PLUGIN_ACTIVATION_FAILED"
  | "PLUGIN_ACTIVATION_TIMEOUT"
  | "PLUGIN_COMMAND_FAILED"
  | "PLUGIN_PROTOCOL_ERROR"
  | "PLUGIN_EXITED"
  | "PLUGIN_DUPLICATE"
  | "PLUGIN_UNTRUSTED"
  | "PLUGIN_DISABLED"
  | "PLUGIN_SAFE_MODE"
  | "PLUGIN_CONFIG_INVALID"
  | "PLATFORM_UNSUPPORTED"
  | "ENGINE_UNSUPPORTED"
  | "REQUIREMENT_MISSING"
  | "REQUIREMENT_VERSION"
  | "REQUIREMENT_CYCLE"
  | "ISOLATION_UNAVAILABLE"
  | "HOOK_NOT_IMPLEMENTED"
  | "HOOK_NOT_DECLARED"
  | "CAPABILITY_NOT_IMPLEMENTED"
  | "CAPABILITY_NOT_DECLARED"
  | "SOURCE_FAILED"
  | "PACKAGE_JSON_INVALID";

/** Codes of `HookExecutionError`. */
export type HookErrorCode = "HOOK_UNKNOWN" | "HANDLER_FAILED" | "HANDLER_TIMEOUT" | "RESULT_INVALID" | "HOOK_REENTRANT" | "EMIT_ABORTED" | "HANDLER_UNAVAILABLE";

/** Codes of `CapabilityError`. */
export type CapabilityErrorCode =
  | "CAPABILITY_UNKNOWN"
  | "CAPABILITY_NO_PROVIDER"
  | "CAPABILITY_INPUT_INVALID"
  | "CAPABILITY_OUTPUT_INVALID"
  | "CAPABILITY_FAILED"
  | "CAPABILITY_TIMEOUT"
  | "CAPABILITY_ABORTED"
  | "SCHEMA_REFUSED"
  | "MODEL_UNAVAILABLE";

/** Codes of `RuntimeStateError`. */
export type RuntimeStateErrorCode = "RUNTIME_NOT_LOADED" | "RUNTIME_CLOSED" | "OPTION_INVALID";

/** Codes of `PermissionDeniedError`. */
export type PermissionErrorCode = "PERMISSION_DENIED";

/** Every code of this package. */
export type RuntimeErrorCode = LoadErrorCode | HookErrorCode | CapabilityErrorCode | RuntimeStateErrorCode | PermissionErrorCode;

/** A plugin could not be found, admitted, imported or activated. */
export class PluginLoadError extends KodexError<LoadErrorCode> {
  override readonly name: string = "PluginLoadError";
}

/** A handler failed and the caller asked to be told by a rejection, or a hook could not be emitted. */
export class HookExecutionError extends KodexError<HookErrorCode> {
  override readonly name: string = "HookExecutionError";
  /** Hook that was emitted. */
  readonly hook: string;

  constructor(message: string, details: KodexErrorDetails<HookErrorCode> & { readonly hook: string }) {
    super(message, details);
    this.hook = details.hook;
  }
}

/** A capability could not be called, or its provider failed. */
export class CapabilityError extends KodexError<CapabilityErrorCode> {
  override readonly name: string = "CapabilityError";
  /** Id of the capability; empty where the error is about something else. */
  readonly capability: string;

  constructor(message: string, details: KodexErrorDetails<CapabilityErrorCode> & { readonly capability?: string }) {
    super(message, details);
    this.capability = details.capability ?? "";
  }
}

/** The runtime was used before `load`, after `close`, or with an option that makes no sense. */
export class RuntimeStateError extends KodexError<RuntimeStateErrorCode> {
  override readonly name: string = "RuntimeStateError";
}

/** A plugin asked for something that it is not granted. */
export class PermissionDeniedError extends KodexError<PermissionErrorCode> {
  override readonly name: string = "PermissionDeniedError";
  /** The atom that would have to be granted. */
  readonly atom: string;

  constructor(message: string, details: KodexErrorDetails<PermissionErrorCode> & { readonly atom: string }) {
    super(message, details);
    this.atom = details.atom;
  }
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);
const didYouMean = (name: string, candidates: Iterable<string>, otherwise: string): string => {
  const closest = findClosest(name, candidates);
  return closest === undefined ? otherwise : `Did you mean "${closest}"?`;
};
const load = (code: LoadErrorCode, message: string, plugin: string | undefined, hint?: string, cause?: unknown): PluginLoadError => new PluginLoadError(message, { code, plugin, hint, cause });

export const toPluginUnreadable = (file: string, cause: unknown): PluginLoadError => load("PLUGIN_UNREADABLE", `${file} cannot be read: ${toErrorMessage(cause)}`, undefined, `Make ${file} readable, or remove it.`, cause);
export const toPackageJsonInvalid = (file: string, cause: unknown): PluginLoadError => load("PACKAGE_JSON_INVALID", `${file} is not valid JSON: ${toErrorMessage(cause)}`, undefined, `Mend ${file}.`, cause);
export const toSourceFailed = (source: string, cause: unknown): PluginLoadError => load("SOURCE_FAILED", `the source ${source} failed: ${toErrorMessage(cause)}`, undefined, "Report it to whoever made the source.", cause);
export const toEntryMissing = (plugin: string, file: string, cause: unknown): PluginLoadError => load("PLUGIN_ENTRY_MISSING", `${plugin} has its module at ${file}, which does not exist`, plugin, 'Build the plugin, or mend "main" in its manifest.', cause);
export const toSyntaxError = (plugin: string, file: string, cause: unknown): PluginLoadError => load("PLUGIN_SYNTAX_ERROR", `${plugin} cannot be parsed: ${toErrorMessage(cause)} (${file})`, plugin, `Mend the syntax of ${file}.`, cause);
export const toImportFailed = (plugin: string, file: string, cause: unknown): PluginLoadError => load("PLUGIN_IMPORT_FAILED", `${plugin} failed while ${file} was imported: ${toErrorMessage(cause)}`, plugin, `Mend what ${file} does at its top level.`, cause);
export const toExportInvalid = (plugin: string, reason: string): PluginLoadError => load("PLUGIN_EXPORT_INVALID", `${plugin} does not export a plugin by default: ${reason}`, plugin, "Write `export default definePlugin({ … })`.");
export const toManifestTwice = (plugin: string): PluginLoadError => load("PLUGIN_MANIFEST_TWICE", `${plugin} has a manifest in its code beside its kodex.plugin.json`, plugin, 'Remove "manifest" from the code.');
export const toActivationFailed = (plugin: string, cause: unknown): PluginLoadError => load("PLUGIN_ACTIVATION_FAILED", `${plugin} failed in activate: ${toErrorMessage(cause)}`, plugin, "Mend the plugin's `activate`.", cause);
export const toActivationTimeout = (plugin: string, limitMs: number): PluginLoadError => load("PLUGIN_ACTIVATION_TIMEOUT", `${plugin} was not active within ${limitMs} ms`, plugin, "Move slow work from `activate` into the handlers.");
export const toCommandFailed = (plugin: string, command: string, cause: unknown): PluginLoadError => load("PLUGIN_COMMAND_FAILED", `${plugin} could not start ${show(command)}: ${toErrorMessage(cause)}`, plugin, `Install ${show(command)}, or mend "command" in the manifest.`, cause);
export const toProtocolError = (plugin: string, reason: string): PluginLoadError => load("PLUGIN_PROTOCOL_ERROR", `${plugin} broke the protocol: ${reason}`, plugin, "Write only protocol messages to standard output; see `docs/guide/command-plugins.md`.");
export const toPluginExited = (plugin: string, how: string): PluginLoadError => load("PLUGIN_EXITED", `${plugin} ended by itself (${how})`, plugin, "See `kodex logs` for what it wrote to standard error.");
export const toPluginDuplicate = (plugin: string, kept: string, dropped: string): PluginLoadError => load("PLUGIN_DUPLICATE", `${plugin} at ${dropped} has the name of a plugin that is already there at ${kept}`, plugin, `Rename or remove one of the two.`);
export const toPluginDisabled = (plugin: string, name: string): PluginLoadError => load("PLUGIN_DISABLED", `${plugin} is disabled in the configuration`, plugin, `Set plugins.${show(name)}.enabled to true in kodex.json.`);
export const toPluginSafeMode = (plugin: string): PluginLoadError => load("PLUGIN_SAFE_MODE", `${plugin} is third-party, and safe mode is on`, plugin, "Start without safe mode.");
export const toPluginUntrusted = (plugin: string, reason: string, hint: string | undefined): PluginLoadError => load("PLUGIN_UNTRUSTED", `${plugin} may not load: ${reason}`, plugin, hint ?? "Change the trust policy.");
export const toConfigInvalid = (plugin: string, name: string, problems: readonly string[]): PluginLoadError => load("PLUGIN_CONFIG_INVALID", `${plugin} refuses its settings: ${problems.join("; ")}`, plugin, `Mend plugins.${show(name)}.config in kodex.json.`);
export const toPlatformUnsupported = (plugin: string, wanted: readonly string[], actual: string): PluginLoadError => load("PLATFORM_UNSUPPORTED", `${plugin} runs on ${wanted.join(", ")}; this is ${actual}`, plugin, "Remove the plugin on this machine.");
export const toEngineUnsupported = (plugin: string, range: string, actual: string): PluginLoadError => load("ENGINE_UNSUPPORTED", `${plugin} needs the plugin API ${range}; this host has ${actual}`, plugin, "Update the plugin, or the host.");
export const toRequirementMissing = (plugin: string, kind: "plugin" | "capability", name: string, range: string): PluginLoadError => load("REQUIREMENT_MISSING", `${plugin} needs the ${kind} ${show(name)} ${range}, which nothing provides`, plugin, kind === "plugin" ? `Add the plugin ${show(name)}.` : `Add a plugin that provides ${show(name)}.`);
export const toRequirementRefused = (plugin: string, required: string): PluginLoadError => load("REQUIREMENT_MISSING", `${plugin} needs ${required}, which was not loaded`, plugin, `Mend ${required} first.`);
export const toRequirementVersion = (plugin: string, what: string, range: string, actual: string): PluginLoadError => load("REQUIREMENT_VERSION", `${plugin} needs ${what} ${range}; there is ${actual}`, plugin, `Update one of the two.`);
export const toRequirementCycle = (plugin: string, cycle: readonly string[]): PluginLoadError => load("REQUIREMENT_CYCLE", `${plugin} needs itself: ${[...cycle, cycle[0]].join(" → ")}`, plugin, "Remove one of the requirements, or make it optional.");
export const toIsolationUnavailable = (plugin: string, minimum: string, available: readonly string[]): PluginLoadError => load("ISOLATION_UNAVAILABLE", `${plugin} must run at isolation "${minimum}" or higher; there is ${available.map(show).join(", ")}`, plugin, `Register a backend for "${minimum}", or lower the minimum.`);
export const toHookNotImplemented = (plugin: string, hook: string, implemented: readonly string[]): PluginLoadError => load("HOOK_NOT_IMPLEMENTED", `${plugin} declares hook ${show(hook)} and has no handler for it`, plugin, didYouMean(hook, implemented, `Add a handler for ${show(hook)}, or remove it from the manifest.`));
export const toHookNotDeclared = (plugin: string, hook: string, declared: readonly string[]): PluginLoadError => load("HOOK_NOT_DECLARED", `${plugin} has a handler for hook ${show(hook)} and does not declare it`, plugin, didYouMean(hook, declared, `Add ${show(hook)} to "hooks" in the manifest.`));
export const toCapabilityNotImplemented = (plugin: string, id: string, implemented: readonly string[]): PluginLoadError => load("CAPABILITY_NOT_IMPLEMENTED", `${plugin} declares capability ${show(id)} and has no handler for it`, plugin, didYouMean(id, implemented, `Add a handler for ${show(id)}, or remove it from the manifest.`));
export const toCapabilityNotDeclared = (plugin: string, id: string, declared: readonly string[]): PluginLoadError => load("CAPABILITY_NOT_DECLARED", `${plugin} has a handler for capability ${show(id)} and does not declare it`, plugin, didYouMean(id, declared, `Add ${show(id)} to "capabilities" in the manifest.`));

export const toHookUnknown = (hook: string, known: Iterable<string>): HookExecutionError => new HookExecutionError(`the hook ${show(hook)} does not exist`, { code: "HOOK_UNKNOWN", hook, hint: didYouMean(hook, known, "Declare it with `defineHooks`, or see `docs/hooks.md`.") });
export const toHandlerFailed = (plugin: string, hook: string, cause: unknown): HookExecutionError => new HookExecutionError(`${plugin} failed in "${hook}": ${toErrorMessage(cause)}`, { code: "HANDLER_FAILED", hook, plugin, cause });
export const toHandlerUnavailable = (plugin: string, hook: string, cause: unknown): HookExecutionError => new HookExecutionError(`${plugin} could not be activated for "${hook}": ${toErrorMessage(cause)}`, { code: "HANDLER_UNAVAILABLE", hook, plugin, cause, hint: "Run `kodex doctor`." });
export const toHandlerTimeout = (plugin: string, hook: string, limitMs: number): HookExecutionError => new HookExecutionError(`${plugin} did not answer "${hook}" within ${limitMs} ms`, { code: "HANDLER_TIMEOUT", hook, plugin, hint: `Raise "timeoutMs" of "${hook}", or do less in the handler.` });
export const toResultInvalid = (plugin: string, hook: string, problem: string): HookExecutionError => new HookExecutionError(`${plugin} answered "${hook}" with a result that does not fit: ${problem}`, { code: "RESULT_INVALID", hook, plugin, hint: `See \`docs/hooks.md\` for what "${hook}" may return.` });
export const toHookReentrant = (hook: string, chain: readonly string[]): HookExecutionError => new HookExecutionError(`"${hook}" was emitted within itself ${chain.length} levels deep: ${chain.join(" → ")}`, { code: "HOOK_REENTRANT", hook, hint: "Do not emit a hook from its own handlers." });

const capability = (code: CapabilityErrorCode, id: string, message: string, more: { plugin?: string; hint?: string; cause?: unknown } = {}): CapabilityError => new CapabilityError(message, { code, capability: id, ...more });

export const toCapabilityUnknown = (id: string, known: Iterable<string>): CapabilityError => capability("CAPABILITY_UNKNOWN", id, `no plugin provides the capability ${show(id)}`, { hint: didYouMean(id, known, "See `kodex capabilities` for what there is.") });
export const toCapabilityNoProvider = (id: string, wanted: string, there: readonly string[]): CapabilityError => capability("CAPABILITY_NO_PROVIDER", id, `no provider of ${show(id)} fits ${wanted}; there is ${there.join(", ")}`, { hint: "Ask for another version or plugin." });
export const toCapabilityInputInvalid = (id: string, plugin: string, problems: readonly string[]): CapabilityError => capability("CAPABILITY_INPUT_INVALID", id, `the input of ${show(id)} does not fit the schema of ${plugin}: ${problems.join("; ")}`, { plugin, hint: "See `kodex capabilities` for the schema." });
export const toCapabilityOutputInvalid = (id: string, plugin: string, problems: readonly string[]): CapabilityError => capability("CAPABILITY_OUTPUT_INVALID", id, `${plugin} answered ${show(id)} with an output that does not fit its schema: ${problems.join("; ")}`, { plugin, hint: "Mend the plugin, or its schema." });
export const toCapabilityFailed = (id: string, plugin: string, cause: unknown): CapabilityError => capability("CAPABILITY_FAILED", id, `${plugin} failed in ${show(id)}: ${toErrorMessage(cause)}`, { plugin, cause });
export const toCapabilityTimeout = (id: string, plugin: string, limitMs: number): CapabilityError => capability("CAPABILITY_TIMEOUT", id, `${plugin} did not answer ${show(id)} within ${limitMs} ms`, { plugin, hint: "Raise `timeoutMs` of the call." });
export const toCapabilityAborted = (id: string, plugin: string): CapabilityError => capability("CAPABILITY_ABORTED", id, `the call of ${show(id)} to ${plugin} was aborted`, { plugin });
export const toSchemaRefused = (reason: string): CapabilityError => capability("SCHEMA_REFUSED", "", `a JSON Schema was refused: ${reason}`, { hint: "Mend the schema in the manifest." });
export const toModelUnavailable = (plugin: string): CapabilityError => capability("MODEL_UNAVAILABLE", "", `${plugin} asks for a model, and the host has none`, { plugin, hint: "Pass `model` to `createRuntime`." });

export const toRuntimeNotLoaded = (what: string): RuntimeStateError => new RuntimeStateError(`${what} was called before load()`, { code: "RUNTIME_NOT_LOADED", hint: "Await `runtime.load()` first." });
export const toRuntimeClosed = (what: string): RuntimeStateError => new RuntimeStateError(`${what} was called after close()`, { code: "RUNTIME_CLOSED", hint: "Create a new runtime." });
export const toOptionInvalid = (option: string, reason: string): RuntimeStateError => new RuntimeStateError(`the option ${show(option)} ${reason}`, { code: "OPTION_INVALID", hint: `Mend ${show(option)}.` });

export const toPermissionDenied = (plugin: string, name: string, atom: string): PermissionDeniedError => new PermissionDeniedError(`${plugin} is not granted ${atom}`, { code: "PERMISSION_DENIED", plugin, atom, hint: `Add ${show(atom)} to plugins.${show(name)}.grant in kodex.json.` });
export const toPermissionImpossible = (plugin: string, atom: string, reason: string): PermissionDeniedError => new PermissionDeniedError(`${plugin} may not have ${atom}: ${reason}`, { code: "PERMISSION_DENIED", plugin, atom, hint: "No grant allows this; do without." });

export const toOrderCycle = (hook: string, plugins: readonly string[], reasons: readonly string[]): Diagnostic => ({ severity: "warning", code: "ORDER_CYCLE", message: `the order of ${plugins.join(", ")} in "${hook}" is a cycle: ${reasons.join("; ")}`, hint: `Remove one of these constraints; until then none of them holds.` });
export const toOrderTierConflict = (hook: string, first: string, second: string, by: string): Diagnostic => ({ severity: "warning", code: "ORDER_TIER_CONFLICT", message: `${first} cannot run before ${second} in "${hook}", since its tier comes later: ${by}`, hint: "Remove the constraint." });

/** Text of anything that can be thrown. */
export function toErrorMessage(thrown: unknown): string {
  if (thrown === undefined) return "undefined was thrown";
  if (typeof thrown === "string") return thrown;
  const message = typeof thrown === "object" && thrown !== null ? (thrown as { message?: unknown }).message : undefined;
  if (typeof message === "string" && message !== "") return message;
  return thrown instanceof Error ? thrown.name : `${thrown === null ? "null" : `a value of type ${typeof thrown}`} was thrown`;
}

/** Anything that can be thrown, as a JSON value. */
export function toErrorValue(thrown: unknown): { readonly name: string; readonly code?: string; readonly message: string } {
  const { code, name } = (typeof thrown === "object" && thrown !== null ? thrown : {}) as { code?: unknown; name?: unknown };
  return { name: typeof name === "string" ? name : typeof thrown, ...(typeof code === "string" ? { code } : {}), message: toErrorMessage(thrown) };
}
