import { parse } from "@humanwhocodes/momoa";
import type { Place } from "./locate.ts";

/** Where a text stops being JSON. */
export interface SyntaxFault {
  /** What is wrong there. */
  readonly reason: string;
  /** What to do about it; left out where nothing in particular is known. */
  readonly remedy?: string;
  /** Where it is. */
  readonly place?: Place;
}

/** The first fault of a text that `JSON.parse` refuses; undefined when none is found. */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  try {
    parse(text, { mode: "json" });
  } catch (error) {
    const { column, line, message, offset } = error as { line?: number; column?: number; offset?: number; message: string };
    const place = line === undefined ? {} : { place: { line, column: column ?? 1 } };
    return { ...(explain(text, offset) ?? { reason: message.replace(/\s*\(\d+:\d+\)\s*$/, "") }), ...place };
  }
  return undefined;
}

/** The mistakes that people make, by what stands at the fault and before it. */
function explain(text: string, offset = text.length): Omit<SyntaxFault, "place"> | undefined {
  const before = text.slice(0, offset).trimEnd().at(-1) ?? "";
  const rest = text.slice(offset);
  if (rest.trim() === "") return { reason: "the text ends too early", remedy: "Close what is still open." };
  if (/^\/[/*]/.test(rest)) return { reason: "there is a comment", remedy: "Remove the comment." };
  if (rest.startsWith("'")) return { reason: "a text stands in single quotes", remedy: "Write double quotes." };
  if (before === "," && /^[}\]]/.test(rest)) return { reason: `a comma stands before ${rest[0]}`, remedy: "Remove the comma before it." };
  if (/["}\]\w]/.test(before) && /^["{[\w-]/.test(rest) && !/^\w\w/.test(text.slice(offset - 1))) {
    // What a colon follows is a key, and before a key there can only be a comma missing.
    const isKey = before !== '"' || /^"(?:[^"\\\n]|\\.)*"\s*:/.test(rest);
    return isKey
      ? { reason: "a comma is missing", remedy: "Write a comma before it." }
      : { reason: "a comma or a colon is missing", remedy: "Write a comma or a colon before it." };
  }
  if (/[{,]/.test(before) && /^[A-Za-z_$]/.test(rest))
    return { reason: "a key or a text has no quotes", remedy: "Write double quotes around it." };
  return undefined;
}
