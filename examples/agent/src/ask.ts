import { createInterface } from "node:readline/promises";
import type { AskRequest } from "@kodex/runtime";
import { toSafeText } from "./safe-text.ts";

/** How the agent answers when a plugin wants a person to decide. */
export type AskMode = "allow" | "deny" | "prompt";

/** Streams to ask on. */
export interface AskStreams {
  /** Where the answer comes from. */
  readonly input: NodeJS.ReadableStream;
  /** Where the question goes. */
  readonly output: NodeJS.WritableStream;
}

/** Answers for the mode. A prompt that is aborted, or whose input ends, is a denial. */
export function createAsk(mode: AskMode, { input, output }: AskStreams): (request: AskRequest) => Promise<"allow" | "deny"> {
  return async ({ hook, reasons, signal }) => {
    if (mode !== "prompt") return mode;
    const lines = createInterface({ input, output });
    const ended = new AbortController();
    lines.once("close", () => ended.abort());
    try {
      for (const { plugin, reason } of reasons) output.write(`${toSafeText(plugin)} asks: ${toSafeText(reason)}\n`);
      const answer = await lines.question(`Allow this ${hook}? [y/N] `, { signal: AbortSignal.any([signal, ended.signal]) });
      return /^y(?:es)?$/i.test(answer.trim()) ? "allow" : "deny";
    } catch (error) {
      if ((error as Error).name === "AbortError") return "deny";
      throw error;
    } finally {
      lines.close();
    }
  };
}
