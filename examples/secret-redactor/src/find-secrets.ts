import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

/** A credential in a text. */
export interface Secret {
  /** Where it begins and ends, in UTF-16 code units. */
  readonly range: readonly [start: number, end: number];
  /** What kind it is, such as `github`. */
  readonly kind: string;
}

const RULES = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }] };

/** Credentials in a text, in order, overlapping ones joined. Texts in `allow` are none. */
export async function findSecrets(text: string, allow: readonly string[]): Promise<readonly Secret[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: "/prompt.txt", ext: ".txt", contentType: "text" },
    options: { config: RULES },
  });
  const secrets = messages.map(({ range, ruleId }): Secret => ({ range: [range[0] ?? 0, range[1] ?? 0], kind: toKind(ruleId) }));
  return join(secrets.filter(({ range }) => !allow.includes(text.slice(...range))));
}

/** The text with every credential replaced by its kind. */
export function redact(text: string, secrets: readonly Secret[]): string {
  return secrets.reduceRight((rest, { kind, range: [start, end] }) => `${rest.slice(0, start)}[redacted: ${kind}]${rest.slice(end)}`, text);
}

function toKind(rule: string): string {
  return rule.replace(/^.*secretlint-rule-/, "");
}

function join(secrets: readonly Secret[]): readonly Secret[] {
  const joined: Secret[] = [];
  for (const secret of [...secrets].sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1])) {
    const last = joined.at(-1);
    if (last === undefined || secret.range[0] >= last.range[1]) joined.push(secret);
    else joined[joined.length - 1] = { kind: last.kind, range: [last.range[0], Math.max(last.range[1], secret.range[1])] };
  }
  return joined;
}
