import fc from "fast-check";
import { expect, test } from "vitest";
import { createHandlerSelector } from "../../src/hooks/handler-selector.ts";
import { isMatch } from "../../src/hooks/match.ts";
import { createHandler } from "../handlers.ts";

test.each([
  ["write_file", { tool: ["write_file"] }, true],
  ["edit_file", { tool: ["write_file", "edit_*"] }, true],
  ["my_edit", { tool: ["*_edit"] }, true],
  ["anything", { tool: ["*"] }, true],
  ["a-b-c", { tool: ["*b*"] }, true],
  ["write", { tool: ["write_*"] }, false],
  ["WRITE_FILE", { tool: ["write_file"] }, false],
])("%s against %j: %s", (tool, match, expected) => {
  expect(isMatch(match, { tool })).toBe(expected);
});

test("wants every field that it names, and matches nothing but texts", () => {
  expect(isMatch({ tool: ["a"], callId: ["1"] }, { tool: "a", callId: "2" })).toBe(false);
  expect(isMatch({ input: ["*"] }, { input: { a: 1 } })).toBe(false);
  expect(isMatch({ tool: ["*"] }, {})).toBe(false);
  expect(isMatch({ toString: ["*"] }, {})).toBe(false);
  expect(isMatch({ tool: ["*"] }, null)).toBe(false);
});

test("gives the same list for the same value, so that nothing is chosen twice", () => {
  const select = createHandlerSelector([createHandler({ name: "a", match: { tool: ["x"] } }), createHandler({ name: "b" })]);
  expect(select({ tool: "x" })).toBe(select({ tool: "x" }));
  expect(select({ tool: "x" }).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(select({ tool: "y" }).map(({ name }) => name)).toEqual(["b"]);
  expect(select({}).map(({ name }) => name)).toEqual(["b"]);
});

test("an empty text is a text, and none at all is not", () => {
  const select = createHandlerSelector([
    createHandler({ name: "a", match: { tool: ["*"] } }),
    createHandler({ name: "b", match: { tool: [""] } }),
  ]);
  expect(select({ tool: "" }).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(select({}).map(({ name }) => name)).toEqual([]);
  expect(select(null)).toEqual([]);
});

test("does not keep values that are too long to come twice", () => {
  const select = createHandlerSelector([createHandler({ name: "a", match: { text: ["fix*"] } })]);
  const payload = { text: `fix ${"x".repeat(1000)}` };
  expect(select(payload)).toEqual(select(payload));
  expect(select(payload)).not.toBe(select(payload));
});

test("looks at the handlers that may match, and not at those that are installed", () => {
  let looks = 0;
  const match = (tool: string) => ({
    get tool() {
      looks += 1;
      return [tool];
    },
  });
  const select = createHandlerSelector(
    Array.from({ length: 1000 }, (_, place) => createHandler({ name: `p${place}`, match: match(`t${place}`) })),
  );
  looks = 0;
  expect(select({ tool: "t7" }).map(({ name }) => name)).toEqual(["p7"]);
  expect(looks).toBe(1);
  expect(select({ tool: "none" })).toEqual([]);
  expect(looks).toBe(1);
});

test("forgets when there are too many values, and chooses right all the same", () => {
  const select = createHandlerSelector([createHandler({ name: "a", match: { tool: ["*1"] } })]);
  for (let value = 0; value < 1000; value += 1) expect(select({ tool: `t${value}` })).toHaveLength(value % 10 === 1 ? 1 : 0);
});

test("property: chooses exactly those that match, in order", () => {
  const patterns = fc.array(fc.constantFrom("a", "b", "a*", "*b", "*"), { minLength: 1, maxLength: 2 });
  const matches = fc.oneof(fc.constant({}), fc.record({ tool: patterns }), fc.record({ tool: patterns, callId: patterns }));
  const payloads = fc.record({ tool: fc.constantFrom("a", "b", "ab", "c"), callId: fc.constantFrom("a", "b") }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(matches, { maxLength: 6 }), fc.array(payloads, { minLength: 1, maxLength: 6 }), (all, emitted) => {
      const handlers = all.map((match, place) => createHandler({ name: `p${place}`, match }));
      const select = createHandlerSelector(handlers);
      for (const payload of emitted) expect(select(payload)).toEqual(handlers.filter((handler) => isMatch(handler.match, payload)));
    }),
  );
});
