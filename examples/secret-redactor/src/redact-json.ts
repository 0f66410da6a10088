import { findSecrets, redact, type Secret } from "./find-secrets.ts";
import { mapTexts, toTextDocument } from "./text-document.ts";

/** A JSON value without credentials. */
export interface Redaction {
  /** The same structure; texts with credentials have them replaced. */
  readonly value: unknown;
  /** Kinds that were found, sorted, each once. */
  readonly kinds: readonly string[];
}

/** Looks through every text in a JSON value, keys of objects too. */
export async function redactJson(value: unknown, allow: readonly string[]): Promise<Redaction> {
  const { spans, text } = toTextDocument(value);
  const secrets = await findSecrets(text, allow);
  if (secrets.length === 0) return { value, kinds: [] };
  let next = 0;
  const redacted = mapTexts(value, (part) => {
    const span = spans[next] ?? [0, 0];
    next += 1;
    return redact(part, clip(secrets, span));
  });
  return { value: redacted, kinds: [...new Set(secrets.map(({ kind }) => kind))].sort() };
}

/** The parts of credentials that lie in a span, as seen from its start. */
function clip(secrets: readonly Secret[], [from, to]: readonly [number, number]): readonly Secret[] {
  return secrets
    .filter(({ range: [start, end] }) => start < to && end > from)
    .map(({ kind, range: [start, end] }) => ({ kind, range: [Math.max(start, from) - from, Math.min(end, to) - from] }));
}
