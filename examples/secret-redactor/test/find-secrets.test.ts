import { describe, expect, test } from "vitest";
import { findSecrets, redact } from "../src/find-secrets.ts";
import { CREDENTIALS } from "./credentials.ts";

const [github] = CREDENTIALS.filter(({ kind }) => kind === "github");
const token = github?.text ?? "";

describe.each(CREDENTIALS)("a credential of kind $kind", ({ kind, secret, text }) => {
  test("is found in prose and leaves nothing of itself behind", async () => {
    const prompt = `Before ${text} and after`;
    const secrets = await findSecrets(prompt, []);
    expect(secrets.map((found) => found.kind)).toContain(kind);
    const redacted = redact(prompt, secrets);
    expect(redacted).toMatch(/^Before .*\[redacted: .* and after$/s);
    for (const part of toParts(secret)) expect(redacted).not.toContain(part);
  });

  test("is found behind a comment that would switch the rules off in a file", async () => {
    expect(await findSecrets(`// secretlint-disable\n${text}\n`, [])).not.toEqual([]);
  });

  test("is none when it is allowed", async () => {
    const [found] = await findSecrets(`x ${text}`, []);
    const allowed = `x ${text}`.slice(...(found?.range ?? [0, 0]));
    expect((await findSecrets(`x ${text}`, [allowed])).map(({ range }) => range)).not.toContainEqual(found?.range);
  });
});

test("finds each of several credentials where it stands", async () => {
  const prompt = `${token} then ${token}`;
  expect((await findSecrets(prompt, [])).map(({ range }) => range)).toEqual([
    [0, 40],
    [46, 86],
  ]);
});

test("counts positions in UTF-16 code units", async () => {
  expect((await findSecrets(`🔑🔑 ${token}`, [])).map(({ range }) => range)).toEqual([[5, 45]]);
});

test("joins credentials that overlap", async () => {
  const prompt = `https://somebody:${token}@git.example.com/a.git`;
  const secrets = await findSecrets(prompt, []);
  expect(secrets).toHaveLength(1);
  expect(redact(prompt, secrets)).toBe("[redacted: basicauth]/a.git");
});

test.each([31_970, 31_999, 32_000, 43_980, 44_000])("finds a credential that begins at %i of a long text", async (at) => {
  const text = `${" ".repeat(at)}${token} ${" ".repeat(60_000)}`;
  expect(await findSecrets(text, [])).toEqual([{ kind: "github", range: [at, at + token.length] }]);
});

test.each(["", "Summarize the README.", "ghp_short", "sk-learn is a library", "password: see the vault", "-----BEGIN CERTIFICATE-----"])(
  "finds nothing in %j",
  async (text) => {
    expect(await findSecrets(text, [])).toEqual([]);
  },
);

/** Every part of eight characters, so that a tail that was left is noticed. */
function toParts(secret: string): readonly string[] {
  return secret.split("\n").flatMap((line) => Array.from({ length: Math.max(0, line.length - 8) }, (_, at) => line.slice(at, at + 8)));
}
