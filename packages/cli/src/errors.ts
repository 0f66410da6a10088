import { findClosest, KODEX_API_VERSION, KodexError } from "@kodex/manifest";

/** Codes of wrong use. */
export type UsageErrorCode =
  | "COMMAND_UNKNOWN"
  | "OPTION_UNKNOWN"
  | "OPTION_VALUE_INVALID"
  | "ARGUMENT_MISSING"
  | "ARGUMENT_UNEXPECTED"
  | "ARGUMENT_INVALID"
  | "INPUT_INVALID"
  | "HOOK_UNKNOWN"
  | "SCHEMA_UNKNOWN";

/** The command was used wrongly: exit code 2. */
export class UsageError extends KodexError<UsageErrorCode> {
  override readonly name: string = "UsageError";
}

/** Codes of what a command could not do. */
export type CommandErrorCode = "INTERRUPTED" | "ISOLATION_UNAVAILABLE" | "OUTPUT_TOO_DEEP" | "PROCESS_ENDED" | "UNCAUGHT_ERROR";

/** The command was used rightly and could not do its work: exit code 1, or 130 when it was interrupted. */
export class CommandError extends KodexError<CommandErrorCode> {
  override readonly name: string = "CommandError";
}

export const toCommandUnknown = (word: string, commands: readonly string[]): UsageError =>
  usage("COMMAND_UNKNOWN", `there is no command "${word}"`, didYouMean(word, commands) ?? "See `kodex --help` for the commands.");
export const toCommandMissing = (): UsageError =>
  usage("ARGUMENT_MISSING", '"kodex" needs a command', "See `kodex --help` for the commands.");
export const toOptionUnknown = (command: string, option: string, options: readonly string[]): UsageError => {
  const closest = findClosest(option, options);
  return usage(
    "OPTION_UNKNOWN",
    `"${command}" has no option --${option}`,
    closest === undefined ? `See \`kodex ${command} --help\`.` : `Did you mean --${closest}?`,
  );
};
export const toOptionValueMissing = (flags: string): UsageError =>
  usage("OPTION_VALUE_INVALID", `${flags.split(" ")[0]} needs a value`, `Write ${flags}.`);
export const toOptionValueUnknown = (option: string, value: string, choices: readonly string[]): UsageError =>
  usage(
    "OPTION_VALUE_INVALID",
    `--${option} is "${value}", and must be one of ${choices.join(", ")}`,
    didYouMean(value, choices) ?? `Write --${option} ${choices[0]}.`,
  );
export const toCountInvalid = (option: string, value: string, otherwise: number): UsageError =>
  usage("OPTION_VALUE_INVALID", `--${option} is "${value}", and must be a whole number above 0`, `Write --${option} ${otherwise}.`);
export const toFolderMissing = (option: string, folder: string): UsageError =>
  usage("OPTION_VALUE_INVALID", `--${option} names ${folder}, which is no folder`, "Name a folder that exists.");
export const toVersionInvalid = (option: string, value: string): UsageError =>
  usage(
    "OPTION_VALUE_INVALID",
    `--${option} is "${value}", and must be a version such as ${KODEX_API_VERSION}`,
    `Write --${option} ${KODEX_API_VERSION}.`,
  );
export const toArgumentMissing = (command: string, argument: string, use: string): UsageError =>
  usage("ARGUMENT_MISSING", `"${command}" needs ${argument}`, `Write \`kodex ${command} ${use}\`.`);
export const toArgumentUnexpected = (command: string, word: string, use: string): UsageError =>
  usage("ARGUMENT_UNEXPECTED", `"${command}" does not take "${word}"`, `Write \`${`kodex ${command} ${use}`.trim()}\`.`);
export const toShellUnknown = (shell: string, shells: readonly string[]): UsageError =>
  usage(
    "ARGUMENT_INVALID",
    `there is no completion for "${shell}", only for ${shells.join(", ")}`,
    didYouMean(shell, shells) ?? `Write \`kodex completion ${shells[0]}\`.`,
  );
export const toInputMissing = (option: string, example = "{}"): UsageError =>
  usage("ARGUMENT_MISSING", `--${option} is missing`, `Write --${option} '${example}', --${option} @file or --${option} -.`);
export const toInputUnreadable = (option: string, file: string, cause: unknown): UsageError =>
  usage("INPUT_INVALID", `--${option} names ${file}, which cannot be read: ${(cause as Error).message}`, "Name a file that exists.");
export const toInputNotJson = (option: string, cause: unknown): UsageError =>
  usage("INPUT_INVALID", `--${option} is not JSON: ${(cause as Error).message}`, `Write JSON, such as --${option} '{"text":"hello"}'.`);
export const toInputTooDeep = (option: string, levels: number): UsageError =>
  usage("INPUT_INVALID", `--${option} is nested more than ${levels} levels deep`, `Write a flatter value for --${option}.`);
export const toPayloadInvalid = (hook: string, problem: string, example: string | undefined): UsageError =>
  usage(
    "INPUT_INVALID",
    problem,
    example === undefined ? `Mend the payload as the plugin that declares "${hook}" wants it.` : `Write at least --payload '${example}'.`,
  );
export const toHookUnknown = (hook: string, hooks: readonly string[]): UsageError =>
  usage("HOOK_UNKNOWN", `the hook "${hook}" does not exist`, didYouMean(hook, hooks) ?? "See `kodex schema hooks` for the hooks.");
export const toSchemaUnknown = (name: string, names: readonly string[]): UsageError =>
  usage("SCHEMA_UNKNOWN", `there is no schema "${name}"`, didYouMean(name, names) ?? `Name one of ${names.join(", ")}.`);

export const toInterrupted = (command: string): CommandError =>
  new CommandError(`"${command}" was interrupted`, { code: "INTERRUPTED", hint: `Run \`kodex ${command}\` again.` });
export const toIsolationUnavailable = (wanted: string, levels: readonly string[]): CommandError =>
  new CommandError(`--isolation asks for "${wanted}", and only ${levels.join(", ")} can be had`, {
    code: "ISOLATION_UNAVAILABLE",
    hint: "Add --allow-lower-isolation to run with less.",
  });
export const toOutputTooDeep = (command: string, cause: unknown): CommandError =>
  new CommandError(`what "${command}" would print is nested too deep to be written as JSON`, {
    code: "OUTPUT_TOO_DEEP",
    hint: `Run \`kodex ${command}\` with --strict to see which plugin answers with it.`,
    cause,
  });
export const toProcessEnded = (command: string, suspects: readonly string[]): CommandError => {
  const [only = "a plugin", ...others] = suspects;
  const who = others.length === 0 ? only : `one of ${suspects.join(", ")}`;
  return new CommandError(`the process was ended while "${command}" ran, most likely by ${who}`, {
    code: "PROCESS_ENDED",
    hint: `Look for \`process.exit\` in ${suspects.length === 0 ? "the plugins that `kodex list` shows" : who}.`,
  });
};
export const toUncaught = (command: string, cause: unknown): CommandError =>
  new CommandError(`an error that nobody waited for ended "${command}": ${cause instanceof Error ? cause.message : String(cause)}`, {
    code: "UNCAUGHT_ERROR",
    hint: "Run the command again with --debug to see where it was thrown.",
    cause,
  });

/** A question that offers the nearest candidate; undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const closest = findClosest(word, candidates);
  return closest === undefined ? undefined : `Did you mean "${closest}"?`;
}

function usage(code: UsageErrorCode, message: string, hint: string): UsageError {
  return new UsageError(message, { code, hint });
}
