import { KodexError } from "@kodex/manifest";
import { toImportRemedy, toSyntaxMessage, toSyntaxRemedy } from "./import-fault.ts";
import { didYouMean, seeLogs, show, toName } from "./phrasing.ts";
import { toErrorMessage } from "./thrown.ts";

/** Codes of `PluginLoadError`. */
export type LoadErrorCode =
  | "PLUGIN_UNREADABLE"
  | "PLUGIN_ENTRY_MISSING"
  | "PLUGIN_ENTRY_OUTSIDE"
  | "PLUGIN_SYNTAX_ERROR"
  | "PLUGIN_IMPORT_FAILED"
  | "PLUGIN_EXPORT_INVALID"
  | "PLUGIN_MANIFEST_TWICE"
  | "PLUGIN_ACTIVATION_FAILED"
  | "PLUGIN_ACTIVATION_TIMEOUT"
  | "PLUGIN_COMMAND_FAILED"
  | "PLUGIN_PROTOCOL_ERROR"
  | "PLUGIN_EXITED"
  | "PLUGIN_DISPOSED"
  | "PLUGIN_DISPOSE_FAILED"
  | "PLUGIN_DUPLICATE"
  | "TRUST_GATE_FAILED"
  | "PLUGIN_DISABLED"
  | "PLUGIN_SAFE_MODE"
  | "PLUGIN_CONFIG_INVALID"
  | "PLATFORM_UNSUPPORTED"
  | "ENGINE_UNSUPPORTED"
  | "REQUIREMENT_MISSING"
  | "REQUIREMENT_VERSION"
  | "REQUIREMENT_CYCLE"
  | "ISOLATION_UNAVAILABLE"
  | "ISOLATION_NOT_CLOSED"
  | "HOOK_NOT_IMPLEMENTED"
  | "HOOK_NOT_DECLARED"
  | "CAPABILITY_NOT_IMPLEMENTED"
  | "CAPABILITY_NOT_DECLARED"
  | "SOURCE_FAILED"
  | "PACKAGE_JSON_INVALID";
/** A plugin could not be found, admitted, imported or activated. */
export class PluginLoadError extends KodexError<LoadErrorCode> {
  override readonly name: string = "PluginLoadError";
}

export const toPluginUnreadable = (file: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_UNREADABLE", undefined, `${file} cannot be read: ${toErrorMessage(cause)}`, {
    hint: `Make ${file} readable, or remove it.`,
    cause,
  });
export const toPackageJsonInvalid = (file: string, cause: unknown): PluginLoadError =>
  load("PACKAGE_JSON_INVALID", undefined, `${file} cannot be used: ${toErrorMessage(cause)}`, { hint: `Mend ${file}.`, cause });
export const toSourceFailed = (source: string, cause: unknown): PluginLoadError =>
  load("SOURCE_FAILED", undefined, `the source ${source} failed: ${toErrorMessage(cause)}`, {
    hint: "Report it to whoever made the source.",
    cause,
  });
export const toEntryMissing = (plugin: string, file: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_ENTRY_MISSING", plugin, `${plugin} has its module at ${file}, which does not exist`, {
    hint: 'Build the plugin, or mend "main" in its manifest.',
    cause,
  });
export const toEntryOutside = (plugin: string, file: string, root: string): PluginLoadError =>
  load("PLUGIN_ENTRY_OUTSIDE", plugin, `${plugin} has its module at ${file}, which is not inside ${root}`, {
    hint: 'Copy the module into the plugin\'s folder, or mend "main" in its manifest.',
  });
export const toSyntaxError = (plugin: string, file: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_SYNTAX_ERROR", plugin, `${plugin} cannot be parsed: ${toSyntaxMessage(cause, plugin === file ? undefined : file)}`, {
    hint: toSyntaxRemedy(file, cause),
    cause,
  });
export const toImportFailed = (plugin: string, file: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_IMPORT_FAILED", plugin, `${plugin} failed while ${plugin === file ? "it" : file} was imported: ${toErrorMessage(cause)}`, {
    hint: toImportRemedy(file, cause),
    cause,
  });
export const toExportInvalid = (plugin: string, reason: string, hint = "Write `export default definePlugin({ … })`."): PluginLoadError =>
  load("PLUGIN_EXPORT_INVALID", plugin, `${plugin} does not export a plugin by default: ${reason}`, { hint });
export const toManifestTwice = (plugin: string): PluginLoadError =>
  load("PLUGIN_MANIFEST_TWICE", plugin, `${plugin} has a manifest in its code beside its kodex.plugin.json`, {
    hint: 'Remove "manifest" from the code.',
  });
export const toActivationFailed = (plugin: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_ACTIVATION_FAILED", plugin, `${plugin} failed in activate: ${toErrorMessage(cause)}`, {
    hint: "Mend the plugin's `activate`.",
    cause,
  });
export const toActivationTimeout = (plugin: string, limitMs: number): PluginLoadError =>
  load("PLUGIN_ACTIVATION_TIMEOUT", plugin, `${plugin} was not active within ${limitMs} ms`, {
    hint: "Move slow work from `activate` into the handlers.",
  });
export const toCommandFailed = (plugin: string, command: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_COMMAND_FAILED", plugin, `${plugin} could not start ${show(command)}: ${toErrorMessage(cause)}`, {
    hint: `Install ${show(command)}, or mend "command" in the manifest.`,
    cause,
  });
export const toProtocolError = (plugin: string, reason: string): PluginLoadError =>
  load("PLUGIN_PROTOCOL_ERROR", plugin, `${plugin} broke the protocol: ${reason}`, {
    hint: "Write only protocol messages to standard output, and everything else to standard error.",
  });
export const toPluginExited = (plugin: string, how: string): PluginLoadError =>
  load("PLUGIN_EXITED", plugin, `${plugin} ended by itself (${how})`, seeLogs(plugin));
export const toPluginDisposed = (plugin: string): PluginLoadError =>
  load("PLUGIN_DISPOSED", plugin, `${plugin} was called after it had been unloaded`, { hint: "Create a new runtime." });
export const toDisposeFailed = (plugin: string, cause: unknown): PluginLoadError =>
  load("PLUGIN_DISPOSE_FAILED", plugin, `${plugin} failed in dispose: ${toErrorMessage(cause)}`, {
    hint: "Mend the plugin's `dispose`.",
    cause,
  });
export const toPluginDuplicate = (plugin: string, kept: string, dropped: string): PluginLoadError =>
  load("PLUGIN_DUPLICATE", plugin, `${plugin} at ${dropped} has the name of a plugin that is already there at ${kept}`, {
    hint: `Remove ${dropped}, or give it another "name".`,
  });
export const toPluginDisabled = (plugin: string, name: string): PluginLoadError =>
  load("PLUGIN_DISABLED", plugin, `${plugin} is disabled in the configuration`, {
    hint: `Switch it on with \`kodex enable ${name}\`.`,
  });
export const toPluginSafeMode = (plugin: string): PluginLoadError =>
  load("PLUGIN_SAFE_MODE", plugin, `${plugin} is third-party, and safe mode is on`, {
    hint: "Start without `--safe-mode` and without KODEX_SAFE_MODE.",
  });
export const toTrustGateFailed = (plugin: string, cause: unknown): PluginLoadError =>
  load("TRUST_GATE_FAILED", plugin, `the trust gate failed on ${plugin}: ${toErrorMessage(cause)}`, {
    hint: "Mend the `trust` that is passed to `createRuntime`.",
    cause,
  });
export const toConfigInvalid = (plugin: string, name: string, problems: readonly string[]): PluginLoadError =>
  load("PLUGIN_CONFIG_INVALID", plugin, `${plugin} refuses its settings: ${problems.join("; ")}`, {
    hint: `Mend plugins.${show(name)}.config in kodex.json.`,
  });
export const toPlatformUnsupported = (plugin: string, wanted: readonly string[], actual: string): PluginLoadError =>
  load("PLATFORM_UNSUPPORTED", plugin, `${plugin} runs on ${wanted.join(", ")}; this is ${actual}`, {
    hint: `Switch it off on this machine with \`kodex disable ${toName(plugin)}\`.`,
  });
export const toEngineUnsupported = (plugin: string, range: string, actual: string): PluginLoadError =>
  load("ENGINE_UNSUPPORTED", plugin, `${plugin} needs the plugin API ${range}; this host has ${actual}`, {
    hint: `Install another version of ${toName(plugin)}, or mend "engines.kodex" in its manifest.`,
  });
export const toRequirementMissing = (plugin: string, kind: "plugin" | "capability", name: string, range: string): PluginLoadError =>
  load("REQUIREMENT_MISSING", plugin, `${plugin} needs the ${kind} ${show(name)} ${range}, which nothing provides`, {
    hint: kind === "plugin" ? `Add the plugin ${show(name)}.` : `Add a plugin that provides ${show(name)}.`,
  });
export const toRequirementRefused = (plugin: string, chain: readonly string[]): PluginLoadError =>
  load("REQUIREMENT_MISSING", plugin, `${plugin} needs ${chain.join(", which needs ")}, which is not loaded`, {
    hint: `Mend ${chain.at(-1)} first.`,
  });
export const toRequirementVersion = (plugin: string, what: string, range: string, actual: string): PluginLoadError =>
  load("REQUIREMENT_VERSION", plugin, `${plugin} needs ${what} ${range}; there is ${actual}`, {
    hint: `Install a version in ${range}, or mend "requires" in the manifest of ${plugin}.`,
  });
export const toRequirementCycle = (plugin: string, cycle: readonly string[]): PluginLoadError =>
  load("REQUIREMENT_CYCLE", plugin, `${plugin} needs itself: ${[...cycle, cycle[0]].join(" → ")}`, {
    hint: 'Remove one of them from "requires", or move it to "requires.optional".',
  });
export const toIsolationImpossible = (plugin: string, minimum: string): PluginLoadError =>
  load(
    "ISOLATION_UNAVAILABLE",
    plugin,
    `${plugin} must run at isolation "${minimum}" or higher; an object in the host's own code runs "in-process"`,
    { hint: "Put the plugin into a file of its own, or lower the minimum." },
  );
export const toIsolationUnavailable = (plugin: string, minimum: string, available: readonly string[]): PluginLoadError =>
  load(
    "ISOLATION_UNAVAILABLE",
    plugin,
    `${plugin} must run at isolation "${minimum}" or higher; there is ${available.map(show).join(", ")}`,
    { hint: `Register a backend for "${minimum}", or lower the minimum.` },
  );
export const toIsolationNotClosed = (level: string, cause: unknown): PluginLoadError =>
  load("ISOLATION_NOT_CLOSED", undefined, `the backend for isolation "${level}" could not be closed: ${toErrorMessage(cause)}`, {
    hint: `End what it left running, and mend the backend for "${level}" in \`isolation\`.`,
    cause,
  });
export const toHookNotImplemented = (plugin: string, hook: string, implemented: readonly string[]): PluginLoadError =>
  load("HOOK_NOT_IMPLEMENTED", plugin, `${plugin} declares hook ${show(hook)} and has no handler for it`, {
    hint: didYouMean(hook, implemented, `Add a handler for ${show(hook)}, or remove it from the manifest.`),
  });
export const toHookNotDeclared = (plugin: string, hook: string): PluginLoadError =>
  load("HOOK_NOT_DECLARED", plugin, `${plugin} has a handler for hook ${show(hook)} and does not declare it`, {
    hint: `Add ${show(hook)} to "hooks" in the manifest.`,
  });
export const toCapabilityNotImplemented = (plugin: string, id: string, implemented: readonly string[]): PluginLoadError =>
  load("CAPABILITY_NOT_IMPLEMENTED", plugin, `${plugin} declares capability ${show(id)} and has no handler for it`, {
    hint: didYouMean(id, implemented, `Add a handler for ${show(id)}, or remove it from the manifest.`),
  });
export const toCapabilityNotDeclared = (plugin: string, id: string): PluginLoadError =>
  load("CAPABILITY_NOT_DECLARED", plugin, `${plugin} has a handler for capability ${show(id)} and does not declare it`, {
    hint: `Add ${show(id)} to "capabilities" in the manifest.`,
  });
const load = (
  code: LoadErrorCode,
  plugin: string | undefined,
  message: string,
  more: { readonly hint?: string; readonly cause?: unknown } = {},
): PluginLoadError => new PluginLoadError(message, { code, plugin, ...more });
