import type { Readable, Writable } from "node:stream";
import { isCancel, select, text } from "@clack/prompts";
import type { Prompts } from "./ask.ts";

/** Asks on a terminal: keys come from `input`, questions go to `output`. */
export function createTerminalPrompts(terminal: { readonly input: Readable; readonly output: Writable }): Prompts {
  return {
    async text(question, example, check) {
      const answer = await text({ ...terminal, message: question, placeholder: example, validate: (value) => check(value ?? "") });
      return isCancel(answer) ? undefined : answer;
    },
    async select(question, choices) {
      const options = Object.entries<string>(choices).map(([value, label]) => ({ value, label }));
      const answer = await select({ ...terminal, message: question, options });
      return isCancel(answer) ? undefined : (answer as keyof typeof choices);
    },
  };
}
