import { type CommandArgument, forEachChild, type SyntaxNode, type Word, type WordPart } from "unbash";

/** One argument as the program would see it. */
export interface Field {
  /** Its text; of one that is not exact, what surely stands at its start. */
  readonly text: string;
  /** Whether the text is all of it: nothing in it is known only when the command runs. */
  readonly isExact: boolean;
  /** Whether a download becomes part of it. */
  readonly isDownload: boolean;
}

/** Values of variables, as far as they are known. */
export type Variables = ReadonlyMap<string, string>;

const DOWNLOADERS = new Set(["curl", "wget", "fetch", "aria2c", "http", "https", "lwp-request"]);
/** `$NAME` or `${NAME}`, also with a default that is not needed when the variable is set. */
const PLAIN_OPERATORS = new Set(["-", ":-", "=", ":=", "?", ":?"]);

/** The arguments that a word becomes: quotes are taken off, known variables put in, and split where the shell splits. */
export function toFields(word: Word, variables: Variables): readonly Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  const append = (text: string): void => {
    if (current?.isExact !== false) current = { text: (current?.text ?? "") + text, isExact: true, isDownload: false };
  };
  const appendSplit = (text: string): void => {
    const [first = "", ...rest] = text.split(/[ \t\n]+/);
    if (first !== "") append(first);
    for (const part of rest) {
      if (current !== undefined) fields.push(current);
      current = undefined;
      if (part !== "") append(part);
    }
  };
  const appendUnknown = (part: SyntaxNode): void => {
    current = { text: current?.text ?? "", isExact: false, isDownload: current?.isDownload === true || hasDownload(part) };
  };
  const parts: readonly WordPart[] = word.parts ?? [{ type: "Literal", pos: word.pos, end: word.end, text: word.text, value: word.value }];
  for (const [place, part] of parts.entries()) {
    if (part.type === "DoubleQuoted" || part.type === "LocaleString") {
      append("");
      for (const child of part.parts) {
        const value = child.type === "Literal" ? child.value : toValue(child, variables);
        if (value === undefined) appendUnknown(child);
        else append(value);
      }
    } else if (part.type === "Literal") {
      append(place === 0 ? expandTilde(part.text, part.value, variables) : part.value);
    } else if (part.type === "SingleQuoted" || part.type === "AnsiCQuoted" || part.type === "Glob") {
      append(part.value);
    } else {
      const value = toValue(part, variables);
      if (value === undefined) appendUnknown(part);
      else appendSplit(value);
    }
  }
  return current === undefined ? fields : [...fields, current];
}

/** The arguments that an argument of a command becomes; one such as `a='b c'` is not split. */
export function toArguments(argument: CommandArgument, variables: Variables): readonly Field[] {
  if (argument.type === "Word") return toFields(argument, variables);
  if (argument.value.type !== "Word") return [{ text: argument.text, isExact: false, isDownload: false }];
  const value = joinFields(toFields(argument.value, variables));
  return [{ ...value, text: `${argument.name}=${value.text}` }];
}

/** Several arguments as one text, with spaces between them. */
export function joinFields(fields: readonly Field[]): Field {
  return {
    text: fields.map(({ text }) => text).join(" "),
    isExact: fields.every(({ isExact }) => isExact),
    isDownload: fields.some(({ isDownload }) => isDownload),
  };
}

/** Whether a program that downloads is called anywhere in a part of a script. */
export function hasDownload(node: SyntaxNode): boolean {
  if (node.type === "Command" && DOWNLOADERS.has(node.name?.value.replace(/^.*\//, "") ?? "")) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= hasDownload(child);
  });
  return found;
}

function expandTilde(text: string, value: string, variables: Variables): string {
  if (!text.startsWith("~")) return value;
  if (value === "~" || value.startsWith("~/")) return `${variables.get("HOME") ?? "/~"}${value.slice(1)}`;
  // The home of another user, wherever it is.
  return `/${value}`;
}

function toValue(part: WordPart, variables: Variables): string | undefined {
  if (part.type === "SimpleExpansion") return variables.get(part.text.slice(1));
  if (part.type !== "ParameterExpansion" || part.prefix !== undefined || part.index !== undefined) return undefined;
  const { operation, parameter } = part;
  if (operation === undefined || (operation.type === "Default" && PLAIN_OPERATORS.has(operation.operator))) return variables.get(parameter);
  return undefined;
}
