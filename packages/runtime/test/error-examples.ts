import * as errors from "../src/errors.ts";
import { cause, type Example, type FactoryName, plugin } from "./example-error.ts";
import { LOAD_EXAMPLES } from "./load-error-examples.ts";

/** Every factory with an error that it makes, and what that says: code, message, hint. */
export const EXAMPLES: Readonly<Record<FactoryName, Example>> = {
  ...LOAD_EXAMPLES,
  toHookUnknown: [
    errors.toHookUnknown("tool.befor", ["tool.before"]),
    "HOOK_UNKNOWN",
    'the hook "tool.befor" does not exist',
    'Did you mean "tool.before"?',
  ],
  toHandlerFailed: [
    errors.toHandlerFailed(plugin, "tool.before", cause),
    "HANDLER_FAILED",
    'lint@1.0.0 failed in "tool.before": boom',
    "See `kodex logs lint` for what it logged.",
  ],
  toHandlerUnavailable: [
    errors.toHandlerUnavailable(plugin, "tool.before", cause),
    "HANDLER_UNAVAILABLE",
    'lint@1.0.0 could not be activated for "tool.before": boom',
    "Run `kodex doctor`.",
  ],
  toHandlerTimeout: [
    errors.toHandlerTimeout(plugin, "tool.before", 5000),
    "HANDLER_TIMEOUT",
    'lint@1.0.0 did not answer "tool.before" within 5000 ms',
    'Raise "timeoutMs" of "tool.before", or do less in the handler.',
  ],
  toResultInvalid: [
    errors.toResultInvalid(plugin, "tool.before", '"tool" is pinned and was changed'),
    "RESULT_INVALID",
    'lint@1.0.0 answered "tool.before" with a result that does not fit: "tool" is pinned and was changed',
    'See `kodex schema hooks` for what "tool.before" may return.',
  ],
  toPayloadInvalid: [
    errors.toPayloadInvalid("tool.before", ["/tool must be string"]),
    "PAYLOAD_INVALID",
    'the payload of "tool.before" does not fit: /tool must be string',
    'Emit "tool.before" with a payload that fits its schema.',
  ],
  toHookReentrant: [
    errors.toHookReentrant("tool.before", 8, ["tool.before", plugin]),
    "HOOK_REENTRANT",
    '"tool.before" was emitted within itself 8 levels deep: tool.before → lint@1.0.0',
    "Do not emit a hook from its own handlers.",
  ],
  toCapabilityUnknown: [
    errors.toCapabilityUnknown("code.fromat", ["code.format"]),
    "CAPABILITY_UNKNOWN",
    'no plugin provides the capability "code.fromat"',
    'Did you mean "code.format"?',
  ],
  toCapabilityNoProvider: [
    errors.toCapabilityNoProvider("code.format", "version ^2.0.0", ["1.0.0 of prettier@1.0.0"]),
    "CAPABILITY_NO_PROVIDER",
    'no provider of "code.format" fits version ^2.0.0; there is 1.0.0 of prettier@1.0.0',
    "See `kodex capabilities code.format` for its providers and their versions.",
  ],
  toCapabilityInputInvalid: [
    errors.toCapabilityInputInvalid("code.format", plugin, ["the value must be string"]),
    "CAPABILITY_INPUT_INVALID",
    'the input of "code.format" does not fit the schema of lint@1.0.0: the value must be string',
    "See `kodex capabilities` for the schema.",
  ],
  toCapabilityOutputInvalid: [
    errors.toCapabilityOutputInvalid("code.format", plugin, ["the value must be string"]),
    "CAPABILITY_OUTPUT_INVALID",
    'lint@1.0.0 answered "code.format" with an output that does not fit its schema: the value must be string',
    "Mend the plugin, or its schema.",
  ],
  toCapabilityFailed: [
    errors.toCapabilityFailed("code.format", plugin, cause),
    "CAPABILITY_FAILED",
    'lint@1.0.0 failed in "code.format": boom',
    "See `kodex logs lint` for what it logged.",
  ],
  toCapabilityTimeout: [
    errors.toCapabilityTimeout("code.format", plugin, 10_000),
    "CAPABILITY_TIMEOUT",
    'lint@1.0.0 did not answer "code.format" within 10000 ms',
    "Raise `timeoutMs` of the call.",
  ],
  toCapabilityAborted: [
    errors.toCapabilityAborted("code.format", plugin),
    "CAPABILITY_ABORTED",
    'the call of "code.format" to lint@1.0.0 was aborted',
    undefined,
  ],
  toSchemaRefused: [
    errors.toSchemaRefused("it is too long"),
    "SCHEMA_REFUSED",
    "a JSON Schema was refused: it is too long",
    "Mend the schema in the manifest.",
  ],
  toModelUnavailable: [
    errors.toModelUnavailable(plugin),
    "MODEL_UNAVAILABLE",
    "lint@1.0.0 asks for a model, and the host has none",
    "Pass `model` to `createRuntime`.",
  ],
  toRuntimeNotLoaded: [
    errors.toRuntimeNotLoaded("emit"),
    "RUNTIME_NOT_LOADED",
    "emit was called before load()",
    "Await `runtime.load()` first.",
  ],
  toLoadFailed: [
    errors.toLoadFailed("emit", cause),
    "RUNTIME_NOT_LOADED",
    "emit was called although load() has failed: boom",
    "Mend what `runtime.load()` rejected with, then create a new runtime.",
  ],
  toRuntimeClosed: [errors.toRuntimeClosed("emit"), "RUNTIME_CLOSED", "emit was called after close()", "Create a new runtime."],
  toOptionInvalid: [
    errors.toOptionInvalid("maxTimeoutMs", "is 0, and must be more than 0"),
    "OPTION_INVALID",
    'the option "maxTimeoutMs" is 0, and must be more than 0',
    'Mend "maxTimeoutMs".',
  ],
  toPermissionDenied: [
    errors.toPermissionDenied(plugin, "lint", "env:CI"),
    "PERMISSION_DENIED",
    "lint@1.0.0 is not granted env:CI",
    'Add "env:CI" to plugins."lint".grant in kodex.json.',
  ],
  toPermissionImpossible: [
    errors.toPermissionImpossible(plugin, "fs:/etc/passwd:read", "it leads outside every folder that can be granted"),
    "PERMISSION_DENIED",
    "lint@1.0.0 may not have fs:/etc/passwd:read: it leads outside every folder that can be granted",
    "No grant allows this; do without.",
  ],
};
