import { expect, test } from "vitest";
import { redactJson } from "../src/redact-json.ts";
import { CREDENTIALS, toPem } from "./credentials.ts";

const token = CREDENTIALS[0]?.text ?? "";
const awsKey = CREDENTIALS.find(({ text }) => text.startsWith("aws_secret"))?.secret ?? "";

test("returns a value without credentials as it is", async () => {
  const value = { text: "hello", list: [1, null, true, { deep: "x" }] };
  expect(await redactJson(value, [])).toEqual({ value, kinds: [] });
});

test("redacts texts at any depth and keeps everything else", async () => {
  const value = { a: [{ b: `use ${token}` }, 7, null, false], c: { d: { e: "plain" } } };
  expect(await redactJson(value, [])).toEqual({
    value: { a: [{ b: "use [redacted: github]" }, 7, null, false], c: { d: { e: "plain" } } },
    kinds: ["github"],
  });
});

test("redacts keys, and numbers those that become the same", async () => {
  const other = `${token.slice(0, -1)}x`;
  expect((await redactJson({ [token]: 1, [other]: 2 }, [])).value).toEqual({ "[redacted: github]": 1, "[redacted: github] 2": 2 });
});

test("sees a value beside its key", async () => {
  expect((await redactJson({ aws_secret_access_key: awsKey }, [])).value).toEqual({ aws_secret_access_key: "[redacted: aws]" });
});

test("sees a key whose lines are items of a list", async () => {
  const lines = toPem(`MIIE${"abcd".repeat(63)}`).split("\n");
  const { kinds, value } = await redactJson({ lines: ["first", ...lines, "last"] }, []);
  expect(kinds).toEqual(["privatekey"]);
  expect(value).toEqual({ lines: ["first", ...lines.map(() => "[redacted: privatekey]"), "last"] });
});

test("keeps a key named __proto__ a key", async () => {
  const value: unknown = JSON.parse(`{"__proto__": ${JSON.stringify(token)}}`);
  const redacted = (await redactJson(value, [])).value;
  expect(JSON.stringify(redacted)).toBe('{"__proto__":"[redacted: github]"}');
});

test.each([token, 5, null, true])("takes a bare JSON value", async (value) => {
  expect((await redactJson(value, [])).value).toBe(value === token ? "[redacted: github]" : value);
});

test("throws rather than letting pass what is too deep to be looked through", async () => {
  let deep: unknown = token;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  await expect(redactJson(deep, [])).rejects.toThrow(RangeError);
});
