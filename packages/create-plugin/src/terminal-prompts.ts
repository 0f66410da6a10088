import { isCancel, select, text } from "@clack/prompts";
import type { Prompts } from "./ask.ts";

/** Asks on the terminal that the process runs in. */
export const terminalPrompts: Prompts = {
  async text(question, example, check) {
    const answer = await text({ message: question, placeholder: example, validate: (value) => check(value ?? "") });
    return isCancel(answer) ? undefined : answer;
  },
  async select(question, choices) {
    const options = Object.entries<string>(choices).map(([value, label]) => ({ value, label }));
    const answer = await select({ message: question, options });
    return isCancel(answer) ? undefined : (answer as keyof typeof choices);
  },
};
