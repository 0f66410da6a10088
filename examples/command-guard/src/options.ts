import type { Field } from "./words.ts";

/** The arguments before a `--` that begin with a dash. */
export function toFlags(args: readonly Field[]): readonly string[] {
  const end = args.findIndex(({ text }) => text === "--");
  return args
    .slice(0, end < 0 ? args.length : end)
    .map(({ text }) => text)
    .filter((text) => text.length > 1 && text.startsWith("-"));
}

/** The arguments that are no options, those that are not known among them. */
export function toOperands(args: readonly Field[]): readonly Field[] {
  const end = args.findIndex(({ text }) => text === "--");
  const isOption = ({ text }: Field): boolean => text.length > 1 && text.startsWith("-");
  if (end < 0) return args.filter((field) => !isOption(field));
  return [...args.slice(0, end).filter((field) => !isOption(field)), ...args.slice(end + 1)];
}

/** Whether a one-letter option is there, alone or among others such as in `-rf`. */
export function hasLetter(args: readonly Field[], letter: string): boolean {
  return toFlags(args).some((flag) => !flag.startsWith("--") && flag.includes(letter, 1));
}

/** Whether a long option is there; programs take every beginning of it that is not another's. */
export function hasLong(args: readonly Field[], name: string): boolean {
  return toFlags(args).some((flag) => {
    const [given = ""] = flag.split("=");
    return given.length >= 4 && name.startsWith(given);
  });
}
