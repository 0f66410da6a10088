import leven from "leven";
import { toNameConfusable, toNameInvalid } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";

/** Longest segment of a name. */
const MAX_SEGMENT = 64;
const SEGMENT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Names that others are tempted to imitate. */
const WELL_KNOWN: readonly string[] = ["kodex", "secret-redactor", "git-context", "command-guard", "code-format"];

/** Whether a text is a plugin name: ASCII lower case, digits, single hyphens, at most 64 a segment, optional scope. */
export function isPluginName(name: string): boolean {
  const segments = name.startsWith("@") ? name.slice(1).split("/") : [name];
  return (
    segments.length === (name.startsWith("@") ? 2 : 1) &&
    segments.every((segment) => segment.length <= MAX_SEGMENT && SEGMENT.test(segment))
  );
}

/** What is wrong with a name, or what it could be mistaken for. */
export function checkPluginName(name: string, knownNames: readonly string[]): Finding[] {
  if (!isPluginName(name)) return [toNameInvalid("/name", name, toValidName(name))];
  const known = [...knownNames, ...WELL_KNOWN];
  const twin = known.includes(name) ? undefined : known.find((other) => isOneEditAway(name, other));
  return twin === undefined ? [] : [toNameConfusable(name, twin)];
}

function toValidName(name: string): string | undefined {
  const fixed = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9@/]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return fixed !== name && isPluginName(fixed) ? fixed : undefined;
}

/** One letter added, removed or changed, or two neighbours swapped. Names of three letters are all alike. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  const distance = leven(a, b);
  if (distance !== 2 || a.length !== b.length) return distance === 1;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
