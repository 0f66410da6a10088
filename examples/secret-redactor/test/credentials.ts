const random = (alphabet: string, length: number): string =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + length) % alphabet.length] ?? "").join("");
const WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HEX = "0123456789abcdef";

/**
 * Credentials by kind, none of them real. They are put together here so that no file of this repository holds one.
 * `secret` is the part that must not be seen afterwards.
 */
export const CREDENTIALS: readonly { readonly kind: string; readonly text: string; readonly secret: string }[] = [
  whole("github", ["ghp", random(WORD, 36)].join("_")),
  whole("github", ["github_pat", random(WORD, 82)].join("_")),
  whole("npm", ["npm", random(WORD, 36)].join("_")),
  whole("slack", ["xoxb", "123456789012", "1234567890123", random(WORD, 24)].join("-")),
  whole("slack", ["https://hooks.slack.com/services", "T01234567", "B01234567", random(WORD, 24)].join("/")),
  whole("aws", ["AKIA", "2OGYBAH6STMMNXLQ"].join("")),
  within("aws", "aws_secret_access_key = ", random(`${WORD}/+`, 40)),
  within("npm", "//registry.example.com/:_authToken=", ["npm", random(WORD, 36)].join("_")),
  within("basicauth", "clone https://", ["somebody", "correct-horse"].join(":"), "@git.example.com/a.git"),
  within("database-connection-string", "connect to postgres://admin:", random(WORD, 20), "@db.example.com:5432/prod"),
  whole("sendgrid", ["SG", random(WORD, 22), random(WORD, 43)].join(".")),
  whole("openai", ["sk", "proj", `${random(WORD, 74)}${["T3Blbk", "FJ"].join("")}${random(WORD, 74)}`].join("-")),
  whole("anthropic", ["sk", "ant", "api03", `${random(WORD, 93)}AA`].join("-")),
  whole("shopify", ["shpat", random(HEX, 32)].join("_")),
  whole("linear", ["lin", "api", random(WORD, 40)].join("_")),
  whole("privatekey", toPem(`MIIE${random(`${WORD}+/`, 252)}`)),
];

/** A private key in PEM, in lines of 64 characters. */
export function toPem(body: string): string {
  return [dashed("BEGIN"), ...(body.match(/.{1,64}/g) ?? []), dashed("END")].join("\n");
}

function dashed(word: string): string {
  return ["-----", word, " RSA ", "PRIVATE KEY-----"].join("");
}

function whole(kind: string, text: string): { readonly kind: string; readonly text: string; readonly secret: string } {
  return { kind, text, secret: text };
}

function within(
  kind: string,
  before: string,
  secret: string,
  after = "",
): { readonly kind: string; readonly text: string; readonly secret: string } {
  return { kind, text: `${before}${secret}${after}`, secret };
}
