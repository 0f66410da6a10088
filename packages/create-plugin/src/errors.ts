import { KodexError } from "@kodex/manifest";

/** Codes of `ScaffoldError`. */
export type ScaffoldErrorCode =
  | "NAME_INVALID"
  | "LANGUAGE_UNFIT"
  | "FILE_IN_THE_WAY"
  | "WRITE_FAILED"
  | "OPTION_UNKNOWN"
  | "OPTION_VALUE_INVALID"
  | "ARGUMENT_UNEXPECTED";

/** A plugin could not be made. Nothing was written, unless the code is WRITE_FAILED. */
export class ScaffoldError extends KodexError<ScaffoldErrorCode> {
  override readonly name: string = "ScaffoldError";
}

export const toNameInvalid = (name: string, hint: string): ScaffoldError =>
  new ScaffoldError(`"${name}" is not a plugin name: lower-case letters, digits and single hyphens, at most 64 a segment`, {
    code: "NAME_INVALID",
    hint,
  });
export const toLanguageUnfit = (template: string, language: string, languages: readonly string[]): ScaffoldError =>
  new ScaffoldError(`there is no template "${template}" in "${language}"; there is one in ${languages.join(", ")}`, {
    code: "LANGUAGE_UNFIT",
    hint: `Write --lang ${languages[0]}.`,
  });
export const toFileInTheWay = (file: string): ScaffoldError =>
  new ScaffoldError(`${file} is already there`, { code: "FILE_IN_THE_WAY", hint: "Choose another name, or overwrite it with --force." });
export const toWriteFailed = (file: string, cause: unknown): ScaffoldError =>
  new ScaffoldError(`${file} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
    code: "WRITE_FAILED",
    hint: `Make room at ${file}, or choose another folder.`,
    cause,
  });
export const toOptionUnknown = (option: string, closest: string | undefined): ScaffoldError =>
  new ScaffoldError(`there is no option "${option}"`, {
    code: "OPTION_UNKNOWN",
    hint: closest === undefined ? "Run it with --help to see the options." : `Did you mean "${closest}"?`,
  });
export const toOptionValueInvalid = (
  option: string,
  value: string | undefined,
  choices: readonly string[],
  closest: string | undefined,
): ScaffoldError =>
  new ScaffoldError(`${option} is ${value === undefined ? "without a value" : `"${value}"`}, and must be one of ${choices.join(", ")}`, {
    code: "OPTION_VALUE_INVALID",
    hint: closest === undefined ? `Write ${option} ${choices[0]}.` : `Did you mean "${closest}"?`,
  });
export const toArgumentUnexpected = (name: string, surplus: string): ScaffoldError =>
  new ScaffoldError(`"${surplus}" follows the name "${name}", and one plugin is made at a time`, {
    code: "ARGUMENT_UNEXPECTED",
    hint: `Remove "${surplus}".`,
  });

/** Whether the words were wrong, rather than the answer bad news. */
export function isUsageError(error: ScaffoldError): boolean {
  return error.code === "OPTION_UNKNOWN" || error.code === "OPTION_VALUE_INVALID" || error.code === "ARGUMENT_UNEXPECTED";
}
