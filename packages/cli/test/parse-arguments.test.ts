import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseArguments } from "../src/parse-arguments.ts";

function parse(...words: string[]) {
  const parsed = parseArguments(words, "/work");
  if (parsed.kind !== "command") throw new Error(`it is ${parsed.kind}`);
  return parsed;
}

describe("values", () => {
  test("what looks like a number stays as it is written", () => {
    expect(parse("invoke", "a.b", "--range", "1.10", "--input", "007").options).toMatchObject({ range: "1.10", input: "007" });
  });

  test("a lone hyphen is a value", () => {
    expect(parse("emit", "turn.start", "--payload", "-").options.payload).toBe("-");
  });

  test("an equals sign joins name and value", () => {
    expect(parse("emit", "turn.start", '--payload={"a":"b=c"}').options.payload).toBe('{"a":"b=c"}');
  });

  test("the last of two values counts, except for folders, which add up", () => {
    const { options } = parse("list", "--config", "a", "--config", "b", "--plugins", "x", "--plugins", "y");
    expect(options).toMatchObject({ config: "b", plugins: ["x", "y"] });
  });

  test("property: whatever does not begin with a hyphen arrives unchanged", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.startsWith("-")),
        (text) => {
          expect(parse("emit", "turn.start", "--payload", text).options.payload).toBe(text);
          expect(parse("emit", "turn.start", `--payload=${text}`).options.payload).toBe(text);
        },
      ),
    );
  });
});

describe("flags", () => {
  test("left out they have their defaults", () => {
    expect(parse("list").options).toEqual({ cwd: "/work", plugins: [], packages: true, json: false, quiet: false, debug: false });
  });

  test("one with no- turns its option off", () => {
    expect(parse("list", "--no-packages").options.packages).toBe(false);
  });

  test("given twice it is on", () => {
    expect(parse("list", "--json", "--json").options.json).toBe(true);
  });

  test("it takes no word behind it", () => {
    expect(parse("explain", "--json", "tool.before").args).toEqual(["tool.before"]);
  });

  test("options may stand before the command", () => {
    expect(parse("--cwd", "sub", "list").options.cwd).toBe("/work/sub");
  });
});
