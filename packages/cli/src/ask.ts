import type { AskRequest } from "@kodex/runtime";
import type { CommandOptions } from "./command.ts";
import { escapeLine } from "./output/escape.ts";
import type { Terminal } from "./terminal.ts";

/** Who answers a gate that asks: by default the person at the terminal, where there is one. Without an answer `ask` is a deny. */
export function toOnAsk(
  answer: CommandOptions["ask"],
  terminal: Terminal,
): ((request: AskRequest) => Promise<"allow" | "deny"> | "allow") | undefined {
  switch (answer ?? (terminal.stdin.isTTY === true && terminal.stderr.isTTY === true ? "prompt" : "deny")) {
    case "allow":
      return () => "allow";
    case "prompt":
      return (request) => prompt(request, terminal);
    default:
      return undefined;
  }
}

async function prompt({ reasons, signal }: AskRequest, { stderr, stdin }: Terminal): Promise<"allow" | "deny"> {
  const { createInterface } = await import("node:readline/promises");
  const question = createInterface({ input: stdin, output: stderr });
  // Input that ends without an answer answers nothing: that is no.
  const ended = new Promise<string>((resolve) => void question.once("close", () => resolve("")));
  try {
    const why = reasons.map(({ plugin, reason }) => `${escapeLine(plugin)}: ${escapeLine(reason)}`).join("\n");
    const answer = await Promise.race([question.question(`${why}\nAllow? [y/N] `, { signal }), ended]);
    return /^y(es)?$/i.test(answer.trim()) ? "allow" : "deny";
  } finally {
    question.close();
  }
}
