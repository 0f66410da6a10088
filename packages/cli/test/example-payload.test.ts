import { checkPayload, VOCABULARY } from "@kodex/manifest";
import { expect, test } from "vitest";
import { readExamplePayload } from "../src/example-payload.ts";

test("has every key that is required, and no other", () => {
  expect(readExamplePayload("tool.before")).toBe('{"tool":"…","callId":"…","input":{}}');
});

test.each(Object.keys(VOCABULARY))("is a payload that %s takes", async (hook) => {
  const example = readExamplePayload(hook);
  expect(await checkPayload(hook, JSON.parse(example ?? "null"))).toEqual([]);
});

test("is not made up for an event of a plugin", () => {
  expect(readExamplePayload("indexer:indexed")).toBeUndefined();
});
