import * as errors from "../src/errors.ts";
import { cause, type Example, type FactoryName, plugin } from "./example-error.ts";

const file = "/w/plugins/lint/index.mjs";

/** What the factories of `PluginLoadError` make. */
export const LOAD_EXAMPLES = {
  toPluginUnreadable: [
    errors.toPluginUnreadable(file, cause),
    "PLUGIN_UNREADABLE",
    "/w/plugins/lint/index.mjs cannot be read: boom",
    "Make /w/plugins/lint/index.mjs readable, or remove it.",
  ],
  toPackageJsonInvalid: [
    errors.toPackageJsonInvalid("/w/package.json", cause),
    "PACKAGE_JSON_INVALID",
    "/w/package.json cannot be used: boom",
    "Mend /w/package.json.",
  ],
  toSourceFailed: [
    errors.toSourceFailed("shop", cause),
    "SOURCE_FAILED",
    "the source shop failed: boom",
    "Report it to whoever made the source.",
  ],
  toEntryMissing: [
    errors.toEntryMissing(plugin, file, cause),
    "PLUGIN_ENTRY_MISSING",
    "lint@1.0.0 has its module at /w/plugins/lint/index.mjs, which does not exist",
    'Build the plugin, or mend "main" in its manifest.',
  ],
  toEntryOutside: [
    errors.toEntryOutside(plugin, "/etc/x.mjs", "/w/plugins/lint"),
    "PLUGIN_ENTRY_OUTSIDE",
    "lint@1.0.0 has its module at /etc/x.mjs, which is not inside /w/plugins/lint",
    'Copy the module into the plugin\'s folder, or mend "main" in its manifest.',
  ],
  toSyntaxError: [
    errors.toSyntaxError(plugin, file, cause),
    "PLUGIN_SYNTAX_ERROR",
    "lint@1.0.0 cannot be parsed: boom (/w/plugins/lint/index.mjs)",
    "Mend the place that `node --check /w/plugins/lint/index.mjs` shows.",
  ],
  toImportFailed: [
    errors.toImportFailed(plugin, file, cause),
    "PLUGIN_IMPORT_FAILED",
    "lint@1.0.0 failed while /w/plugins/lint/index.mjs was imported: boom",
    "Mend what /w/plugins/lint/index.mjs does at its top level.",
  ],
  toExportInvalid: [
    errors.toExportInvalid(plugin, "there is no default export"),
    "PLUGIN_EXPORT_INVALID",
    "lint@1.0.0 does not export a plugin by default: there is no default export",
    "Write `export default definePlugin({ … })`.",
  ],
  toManifestTwice: [
    errors.toManifestTwice(plugin),
    "PLUGIN_MANIFEST_TWICE",
    "lint@1.0.0 has a manifest in its code beside its kodex.plugin.json",
    'Remove "manifest" from the code.',
  ],
  toActivationFailed: [
    errors.toActivationFailed(plugin, cause),
    "PLUGIN_ACTIVATION_FAILED",
    "lint@1.0.0 failed in activate: boom",
    "Mend the plugin's `activate`.",
  ],
  toActivationTimeout: [
    errors.toActivationTimeout(plugin, 10_000),
    "PLUGIN_ACTIVATION_TIMEOUT",
    "lint@1.0.0 was not active within 10000 ms",
    "Move slow work from `activate` into the handlers.",
  ],
  toCommandFailed: [
    errors.toCommandFailed(plugin, "python3", cause),
    "PLUGIN_COMMAND_FAILED",
    'lint@1.0.0 could not start "python3": boom',
    'Install "python3", or mend "command" in the manifest.',
  ],
  toProtocolError: [
    errors.toProtocolError(plugin, "a frame is not JSON"),
    "PLUGIN_PROTOCOL_ERROR",
    "lint@1.0.0 broke the protocol: a frame is not JSON",
    "Write only protocol messages to standard output, and everything else to standard error.",
  ],
  toPluginExited: [
    errors.toPluginExited(plugin, "exit code 1"),
    "PLUGIN_EXITED",
    "lint@1.0.0 ended by itself (exit code 1)",
    "See `kodex logs lint` for what it logged.",
  ],
  toPluginDisposed: [
    errors.toPluginDisposed(plugin),
    "PLUGIN_DISPOSED",
    "lint@1.0.0 was called after it had been unloaded",
    "Create a new runtime.",
  ],
  toDisposeFailed: [
    errors.toDisposeFailed(plugin, cause),
    "PLUGIN_DISPOSE_FAILED",
    "lint@1.0.0 failed in dispose: boom",
    "Mend the plugin's `dispose`.",
  ],
  toPluginDuplicate: [
    errors.toPluginDuplicate(plugin, "/w/a", "/w/b"),
    "PLUGIN_DUPLICATE",
    "lint@1.0.0 at /w/b has the name of a plugin that is already there at /w/a",
    'Remove /w/b, or give it another "name".',
  ],
  toPluginDisabled: [
    errors.toPluginDisabled(plugin, "lint"),
    "PLUGIN_DISABLED",
    "lint@1.0.0 is disabled in the configuration",
    "Switch it on with `kodex enable lint`.",
  ],
  toPluginSafeMode: [
    errors.toPluginSafeMode(plugin),
    "PLUGIN_SAFE_MODE",
    "lint@1.0.0 is third-party, and safe mode is on",
    "Start without `--safe-mode` and without KODEX_SAFE_MODE.",
  ],
  toPluginRefused: [
    errors.toPluginRefused(plugin, { code: "PLUGIN_UNTRUSTED", reason: "nobody knows it" }),
    "PLUGIN_UNTRUSTED",
    "lint@1.0.0 may not load: nobody knows it",
    "Change what `trust` lets in.",
  ],
  toTrustGateFailed: [
    errors.toTrustGateFailed(plugin, cause),
    "TRUST_GATE_FAILED",
    "the trust gate failed on lint@1.0.0: boom",
    "Mend the `trust` that is passed to `createRuntime`.",
  ],
  toConfigInvalid: [
    errors.toConfigInvalid(plugin, "lint", ["/level must be integer", "/x is odd"]),
    "PLUGIN_CONFIG_INVALID",
    "lint@1.0.0 refuses its settings: /level must be integer; /x is odd",
    'Mend plugins."lint".config in kodex.json.',
  ],
  toPlatformUnsupported: [
    errors.toPlatformUnsupported(plugin, ["win32"], "linux-x64"),
    "PLATFORM_UNSUPPORTED",
    "lint@1.0.0 runs on win32; this is linux-x64",
    "Switch it off on this machine with `kodex disable lint`.",
  ],
  toEngineUnsupported: [
    errors.toEngineUnsupported(plugin, "^9.0.0", "1.0.0"),
    "ENGINE_UNSUPPORTED",
    "lint@1.0.0 needs the plugin API ^9.0.0; this host has 1.0.0",
    'Install another version of lint, or mend "engines.kodex" in its manifest.',
  ],
  toRequirementMissing: [
    errors.toRequirementMissing(plugin, "plugin", "parser", "^1.0.0"),
    "REQUIREMENT_MISSING",
    'lint@1.0.0 needs the plugin "parser" ^1.0.0, which nothing provides',
    'Add the plugin "parser".',
  ],
  toRequirementRefused: [
    errors.toRequirementRefused(plugin, ["a@1.0.0", "b@1.0.0"]),
    "REQUIREMENT_MISSING",
    "lint@1.0.0 needs a@1.0.0, which needs b@1.0.0, which is not loaded",
    "Mend b@1.0.0 first.",
  ],
  toRequirementVersion: [
    errors.toRequirementVersion(plugin, 'the plugin "parser"', "^2.0.0", "1.0.0"),
    "REQUIREMENT_VERSION",
    'lint@1.0.0 needs the plugin "parser" ^2.0.0; there is 1.0.0',
    'Install a version in ^2.0.0, or mend "requires" in the manifest of lint@1.0.0.',
  ],
  toRequirementCycle: [
    errors.toRequirementCycle(plugin, ["lint@1.0.0", "parser@1.0.0"]),
    "REQUIREMENT_CYCLE",
    "lint@1.0.0 needs itself: lint@1.0.0 → parser@1.0.0 → lint@1.0.0",
    'Remove one of them from "requires", or move it to "requires.optional".',
  ],
  toIsolationImpossible: [
    errors.toIsolationImpossible(plugin, "process"),
    "ISOLATION_UNAVAILABLE",
    'lint@1.0.0 must run at isolation "process" or higher; an object in the host\'s own code runs "in-process"',
    "Put the plugin into a file of its own, or lower the minimum.",
  ],
  toIsolationUnavailable: [
    errors.toIsolationUnavailable(plugin, "process", ["in-process"]),
    "ISOLATION_UNAVAILABLE",
    'lint@1.0.0 must run at isolation "process" or higher; there is "in-process"',
    'Register a backend for "process", or lower the minimum.',
  ],
  toIsolationNotClosed: [
    errors.toIsolationNotClosed("worker", cause),
    "ISOLATION_NOT_CLOSED",
    'the backend for isolation "worker" could not be closed: boom',
    'End what it left running, and mend the backend for "worker" in `isolation`.',
  ],
  toHookNotImplemented: [
    errors.toHookNotImplemented(plugin, "turn.start", []),
    "HOOK_NOT_IMPLEMENTED",
    'lint@1.0.0 declares hook "turn.start" and has no handler for it',
    'Add a handler for "turn.start", or remove it from the manifest.',
  ],
  toHookNotDeclared: [
    errors.toHookNotDeclared(plugin, "turn.start"),
    "HOOK_NOT_DECLARED",
    'lint@1.0.0 has a handler for hook "turn.start" and does not declare it',
    'Add "turn.start" to "hooks" in the manifest.',
  ],
  toCapabilityNotImplemented: [
    errors.toCapabilityNotImplemented(plugin, "code.lint", []),
    "CAPABILITY_NOT_IMPLEMENTED",
    'lint@1.0.0 declares capability "code.lint" and has no handler for it',
    'Add a handler for "code.lint", or remove it from the manifest.',
  ],
  toCapabilityNotDeclared: [
    errors.toCapabilityNotDeclared(plugin, "code.lint"),
    "CAPABILITY_NOT_DECLARED",
    'lint@1.0.0 has a handler for capability "code.lint" and does not declare it',
    'Add "code.lint" to "capabilities" in the manifest.',
  ],
} satisfies Partial<Record<FactoryName, Example>>;
