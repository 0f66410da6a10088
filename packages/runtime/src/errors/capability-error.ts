import { KodexError, type KodexErrorDetails } from "@kodex/manifest";
import { didYouMean, seeLogs, show } from "./phrasing.ts";
import { toErrorMessage, toHint } from "./thrown.ts";

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

export const toCapabilityUnknown = (id: string, known: Iterable<string>): CapabilityError =>
  capability("CAPABILITY_UNKNOWN", id, `no plugin provides the capability ${show(id)}`, {
    hint: didYouMean(id, known, "See `kodex capabilities` for what there is."),
  });
export const toCapabilityNoProvider = (id: string, wanted: string, there: readonly string[]): CapabilityError =>
  capability("CAPABILITY_NO_PROVIDER", id, `no provider of ${show(id)} fits ${wanted}; there is ${there.join(", ")}`, {
    hint: `See \`kodex capabilities ${id}\` for its providers and their versions.`,
  });
export const toCapabilityInputInvalid = (id: string, plugin: string, problems: readonly string[]): CapabilityError =>
  capability("CAPABILITY_INPUT_INVALID", id, `the input of ${show(id)} does not fit the schema of ${plugin}: ${problems.join("; ")}`, {
    plugin,
    hint: "See `kodex capabilities` for the schema.",
  });
export const toCapabilityOutputInvalid = (id: string, plugin: string, problems: readonly string[]): CapabilityError =>
  capability(
    "CAPABILITY_OUTPUT_INVALID",
    id,
    `${plugin} answered ${show(id)} with an output that does not fit its schema: ${problems.join("; ")}`,
    { plugin, hint: "Mend the plugin, or its schema." },
  );
export const toCapabilityFailed = (id: string, plugin: string, cause: unknown): CapabilityError =>
  capability("CAPABILITY_FAILED", id, `${plugin} failed in ${show(id)}: ${toErrorMessage(cause)}`, {
    plugin,
    cause,
    ...(toHint(cause) ?? seeLogs(plugin)),
  });
export const toCapabilityTimeout = (id: string, plugin: string, limitMs: number): CapabilityError =>
  capability("CAPABILITY_TIMEOUT", id, `${plugin} did not answer ${show(id)} within ${limitMs} ms`, {
    plugin,
    hint: "Raise `timeoutMs` of the call.",
  });
export const toCapabilityAborted = (id: string, plugin: string): CapabilityError =>
  capability("CAPABILITY_ABORTED", id, `the call of ${show(id)} to ${plugin} was aborted`, { plugin });
export const toSchemaRefused = (reason: string): CapabilityError =>
  capability("SCHEMA_REFUSED", "", `a JSON Schema was refused: ${reason}`, { hint: "Mend the schema in the manifest." });
export const toModelUnavailable = (plugin: string): CapabilityError =>
  capability("MODEL_UNAVAILABLE", "", `${plugin} asks for a model, and the host has none`, {
    plugin,
    hint: "Pass `model` to `createRuntime`.",
  });

const capability = (
  code: CapabilityErrorCode,
  id: string,
  message: string,
  more: { plugin?: string; hint?: string; cause?: unknown } = {},
): CapabilityError => new CapabilityError(message, { code, capability: id, ...more });
