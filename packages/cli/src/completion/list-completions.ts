import { COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";
import { type Option, toOption } from "../option.ts";

/** Names of what a word can stand for, found when they are asked for. */
export interface CompletionNames {
  hook(): readonly string[];
  plugin(): readonly string[];
  capability(): readonly string[];
  schema(): readonly string[];
  shell(): readonly string[];
}

/** Words that can stand in the place of the last one. Nothing where a shell knows better, as for files. */
export function listCompletions(words: readonly string[], names: CompletionNames): readonly string[] {
  const typed = words.at(-1) ?? "";
  return listCandidates(words, names)
    .filter((candidate) => candidate.startsWith(typed))
    .sort();
}

function listCandidates(words: readonly string[], names: CompletionNames): readonly string[] {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const command = before.find((word) => Object.hasOwn(COMMANDS, word));
  const info = command === undefined ? undefined : COMMANDS[command];
  const options = [...(info?.options ?? []), ...GLOBAL_OPTIONS].map(toOption);
  const open = findOpenOption(before.at(-1), options);
  if (open !== undefined) return open.choices ?? toCandidates(open.valueName === "name" ? open.name : open.valueName, names);
  if (typed.startsWith("-")) return [...options.map(toFlag), "--help"];
  if (info === undefined) return Object.keys(COMMANDS);
  const place = before.slice(before.indexOf(command ?? "") + 1).filter((word, index, rest) => isArgument(word, rest[index - 1], options));
  return toCandidates(info.usage.split(" ")[place.length] ?? "", names);
}

/** An option that waits for its value. */
function findOpenOption(word: string | undefined, options: readonly Option[]): Option | undefined {
  return options.find(({ kind, name }) => kind !== "flag" && word === `--${name}`);
}

function isArgument(word: string, previous: string | undefined, options: readonly Option[]): boolean {
  return !word.startsWith("-") && findOpenOption(previous, options) === undefined;
}

function toFlag({ flags, name }: Option): string {
  return flags.startsWith("--no-") ? `--no-${name}` : `--${name}`;
}

/** What a word of the usage stands for: `<hook>`, `[plugin]`, `<plugin[#hook]>`. */
function toCandidates(word: string, names: CompletionNames): readonly string[] {
  const [kind = ""] = /[a-z]+/.exec(word) ?? [];
  return Object.hasOwn(names, kind) ? names[kind as keyof CompletionNames]() : [];
}
