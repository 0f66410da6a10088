import { KodexError } from "@kodex/manifest";

/** Codes of `ScaffoldError`. */
export type ScaffoldErrorCode = "NAME_INVALID" | "LANGUAGE_UNFIT" | "FILE_IN_THE_WAY";

/** A plugin could not be made. Nothing was written. */
export class ScaffoldError extends KodexError<ScaffoldErrorCode> {
  override readonly name: string = "ScaffoldError";
}

export const toNameInvalid = (name: string): ScaffoldError =>
  new ScaffoldError(`"${name}" is not a plugin name: lower-case letters, digits and single hyphens, at most 64 a segment`, {
    code: "NAME_INVALID",
    hint: 'Choose a name such as "hello-world".',
  });
export const toLanguageUnfit = (template: string, language: string, languages: readonly string[]): ScaffoldError =>
  new ScaffoldError(`there is no template "${template}" in "${language}"; there is one in ${languages.join(", ")}`, {
    code: "LANGUAGE_UNFIT",
    hint: `Write --lang ${languages[0]}.`,
  });
export const toFileInTheWay = (file: string): ScaffoldError =>
  new ScaffoldError(`${file} is already there`, { code: "FILE_IN_THE_WAY", hint: "Choose another name, or overwrite it with --force." });
