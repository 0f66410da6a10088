import type { CommandNode, Redirection } from "unbash";
import type { ShellState } from "./shell-state.ts";
import { hasDownload, joinFields, toArguments, toFields } from "./words.ts";

/** What a program finds on its standard input. */
export interface ShellInput {
  /** The text, where it is known. */
  readonly text?: string;
  /** Whether a download comes in. */
  readonly isDownload: boolean;
}

/** What a command's output, or its redirections, put on standard input; nothing when they put nothing there. */
export function readInput(from: CommandNode | readonly Redirection[], state: ShellState): ShellInput | undefined {
  return "type" in from ? readOutput(from, state) : readRedirects(from, state);
}

function readOutput(node: CommandNode, { variables }: ShellState): ShellInput {
  if (hasDownload(node)) return { isDownload: true };
  if (node.type !== "Command" || !["echo", "printf"].includes(node.name?.value ?? "")) return { isDownload: false };
  const fields = node.args.flatMap((word) => toArguments(word, variables));
  if (!fields.every(({ isExact }) => isExact)) return { isDownload: false };
  const texts = fields.map(({ text }) => text).filter((text) => !/^(?:-[neE]+|%[sb](?:\\n)?)$/.test(text));
  return { isDownload: false, text: texts.join(" ").replaceAll(String.raw`\n`, "\n") };
}

function readRedirects(redirects: readonly Redirection[], { variables }: ShellState): ShellInput | undefined {
  for (const redirect of redirects.toReversed()) {
    if (redirect.type === "HereDoc") return { isDownload: false, text: redirect.body.text };
    if (redirect.type === "HereString" && redirect.target !== undefined) {
      const { isDownload, isExact, text } = joinFields(toFields(redirect.target, variables));
      return isExact ? { isDownload, text } : { isDownload };
    }
    if (redirect.type === "Redirect" && redirect.operator === "<" && redirect.target !== undefined)
      return { isDownload: hasDownload(redirect.target) };
  }
  return undefined;
}
