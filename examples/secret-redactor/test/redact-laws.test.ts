import fc from "fast-check";
import { expect, test } from "vitest";
import { findSecrets, redact } from "../src/find-secrets.ts";
import { redactJson } from "../src/redact-json.ts";
import { CREDENTIALS } from "./credentials.ts";

const credential = fc.constantFrom(...CREDENTIALS);
/** Prose that begins and ends with a space, so that it does not become part of a credential. */
const prose = fc
  .array(fc.constantFrom("please", "look", "at", "this", "naïve", "🔑", "\n", "file.txt"), { maxLength: 6 })
  .map((words) => ` ${words.join(" ")} `);

test("property: what stands around a credential is kept, and the credential is not", async () => {
  await fc.assert(
    fc.asyncProperty(prose, credential, prose, async (before, { secret, text }, after) => {
      const prompt = `${before}${text}${after}`;
      const redacted = redact(prompt, await findSecrets(prompt, []));
      expect(redacted.startsWith(before)).toBe(true);
      expect(redacted.endsWith(after)).toBe(true);
      expect(redacted).not.toContain(secret);
    }),
  );
});

test("property: redacting twice is redacting once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          prose,
          credential.map(({ text }) => ` ${text} `),
        ),
        { maxLength: 5 },
      ),
      async (parts) => {
        const once = await redactJson(parts, []);
        expect(await redactJson(once.value, [])).toEqual({ value: once.value, kinds: [] });
      },
    ),
  );
});

test("property: a JSON value without credentials comes back as it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
      expect((await redactJson(value, [])).value).toEqual(value);
    }),
  );
});
