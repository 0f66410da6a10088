import { setImmediate } from "node:timers/promises";
import { lintSource } from "@secretlint/core";
import { rules } from "@secretlint/secretlint-rule-preset-recommend";

/** A credential in a text. */
export interface Secret {
  /** Where it begins and ends, in UTF-16 code units. */
  readonly range: readonly [start: number, end: number];
  /** What kind it is, such as `github`. */
  readonly kind: string;
}

/** Comments that switch the rules off are for authors of files: whoever writes a prompt has no say in this. */
const LEFT_OUT = "@secretlint/secretlint-rule-filter-comments";
const RULES = {
  rules: rules
    .filter(({ meta }) => meta.id !== LEFT_OUT)
    .map((rule) => ({ id: rule.meta.id, rule, ...(rule.meta.id.endsWith("-aws") ? { options: { enableIDScanRule: true } } : {}) })),
};

/** Longest credential that is surely found, in UTF-16 code units: a private key with its frame. */
const MAX_SECRET = 12_000;
/** What is looked through in one go. The linter's time grows with findings times length, so a long text is cut. */
const WINDOW = 32_000;

/** Credentials in a text, in order, overlapping ones joined. Texts in `allow` are none. */
export async function findSecrets(text: string, allow: readonly string[]): Promise<readonly Secret[]> {
  const secrets: Secret[] = [];
  for (let start = 0; start === 0 || start < text.length; start += WINDOW) {
    // The host goes on between two windows, so that a deadline that has passed is noticed.
    if (start > 0) await setImmediate();
    secrets.push(...(await lint(text.slice(start, start + WINDOW + MAX_SECRET), start)));
  }
  return join(secrets.filter(({ range }) => !allow.includes(text.slice(...range))));
}

/** The text with every credential replaced by its kind. */
export function redact(text: string, secrets: readonly Secret[]): string {
  return secrets.reduceRight((rest, { kind, range: [start, end] }) => `${rest.slice(0, start)}[redacted: ${kind}]${rest.slice(end)}`, text);
}

async function lint(content: string, offset: number): Promise<readonly Secret[]> {
  const { messages } = await lintSource({
    source: { content, filePath: "/prompt.txt", ext: ".txt", contentType: "text" },
    options: { config: RULES },
  });
  return messages.map(({ data, range, ruleId }) => {
    const [start, end] = locate(content, range, data);
    return { range: [start + offset, end + offset], kind: toKind(ruleId) };
  });
}

/**
 * Where the credential itself stands. Some rules report where the name before it begins together with the length of
 * the credential, which would leave its end to be read; what they found is in the message's data.
 */
function locate(text: string, [from = 0, to = 0]: readonly number[], data: unknown): readonly [number, number] {
  const values = typeof data === "object" && data !== null ? Object.values(data) : [];
  for (const value of values) {
    const start = typeof value === "string" && value !== "" ? text.indexOf(value, from) : -1;
    if (start >= 0) return [start, start + String(value).length];
  }
  return [from, to];
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
