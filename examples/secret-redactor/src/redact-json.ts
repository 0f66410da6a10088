import { findSecrets, redact } from "./find-secrets.ts";

/** A JSON value without credentials. */
export interface Redaction {
  /** The same structure; texts with credentials have them replaced. */
  readonly value: unknown;
  /** Kinds that were found, sorted, each once. */
  readonly kinds: readonly string[];
}

/** Looks through every text in a JSON value, keys of objects too. */
export async function redactJson(value: unknown, allow: readonly string[]): Promise<Redaction> {
  const kinds = new Set<string>();
  const clean = async (text: string): Promise<string> => {
    const secrets = await findSecrets(text, allow);
    for (const { kind } of secrets) kinds.add(kind);
    return redact(text, secrets);
  };
  const visit = async (node: unknown): Promise<unknown> => {
    if (typeof node === "string") return clean(node);
    if (Array.isArray(node)) return Promise.all(node.map(visit));
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(
      await Promise.all(Object.entries(node).map(async ([key, inner]) => [await clean(key), await visit(inner)] as const)),
    );
  };
  const redacted = await visit(value);
  return { value: redacted, kinds: [...kinds].sort() };
}
