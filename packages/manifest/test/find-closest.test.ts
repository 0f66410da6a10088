import { expect, test } from "vitest";
import { findClosest } from "../src/index.ts";

test.each([
  ["prompt.preproces", "prompt.preprocess"],
  ["tool.befor", "tool.before"],
  ["Tool.Before", "tool.before"],
  ["hoks", "hooks"],
])("%s means %s", (name, meant) => {
  expect(findClosest(name, ["tool.before", "prompt.preprocess", "hooks", "tool.after"])).toBe(meant);
});

test("offers nothing when nothing is near", () => {
  expect(findClosest("xyzzy", ["tool.before", "hooks"])).toBeUndefined();
});

test("does not depend on the order of the candidates", () => {
  expect(findClosest("ab", ["ac", "aa"])).toBe(findClosest("ab", ["aa", "ac"]));
});

test("takes two letters that have changed places for one mistake", () => {
  expect(findClosest("lsit", ["emit", "list"])).toBe("list");
  expect(findClosest("ba", ["ab", "b"])).toBe("ab");
  expect(findClosest("lsti", ["emit", "lisp"])).toBeUndefined();
});
