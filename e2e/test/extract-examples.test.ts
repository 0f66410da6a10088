import { describe, expect, test } from "vitest";
import { extractExamples } from "../support/extract-examples.ts";

/** A page with one block. */
function page(info: string, ...lines: string[]): string {
  return ["# Title", "", `\`\`\`${info}`, ...lines, "```", ""].join("\n");
}

describe("extractExamples", () => {
  test("reads a script with the line of its fence", () => {
    expect(extractExamples(page("ts", "a();", "", "b();"))).toEqual([
      { language: "ts", file: "example-3.ts", run: "module", code: "a();\n\nb();\n", line: 3 },
    ]);
  });

  test("only compiles what says no-run", () => {
    expect(extractExamples(page("js no-run", "a();"))).toMatchObject([{ file: "example-3.js", run: "none" }]);
  });

  test("runs a shell block only when it says run", () => {
    expect(extractExamples(page("sh", "rm -r ."))).toEqual([]);
    expect(extractExamples(page("sh run", "kodex list"))).toMatchObject([{ file: "example-3.sh", run: "shell", code: "kodex list\n" }]);
  });

  test("names the file of any block", () => {
    expect(extractExamples(page("ts file=plugins/hello.ts", "a();"))).toMatchObject([{ file: "plugins/hello.ts", run: "module" }]);
    expect(extractExamples(page("python file=plugins/greeter/main.py", "a()"))).toMatchObject([
      { file: "plugins/greeter/main.py", run: "none" },
    ]);
    expect(extractExamples(page("json kodex.plugin.json", "{}"))).toMatchObject([{ file: "kodex.plugin.json", run: "none" }]);
  });

  test("leaves out what is no example", () => {
    expect(extractExamples([page("", "text"), page("json", "{}"), page("diff", "+a")].join("\n"))).toEqual([]);
  });

  test("sees a block within a list without its indent, and a fence within a longer fence as text", () => {
    const list = ["- do", "", "  ```ts", "  if (a) {", "    b();", "  }", "  ```"].join("\n");
    expect(extractExamples(list)).toMatchObject([{ code: "if (a) {\n  b();\n}\n" }]);
    expect(extractExamples(["````md", "```ts", "broken(", "```", "````"].join("\n"))).toEqual([]);
  });

  test.each([
    ["a misspelt attribute", page("ts norun", "a();"), 'line 3: "norun" means nothing to a "ts" block'],
    ["an attribute of another language", page("sh no-run", "a"), 'line 3: "no-run" means nothing to a "sh" block'],
    ["another name of a language", page("typescript", "a();"), 'line 3: write "ts" for "typescript"'],
    ["a file outside the page's folder", page("ts file=../a.ts", "a();"), 'line 3: "../a.ts" is not a path below the page\'s folder'],
    ["a file that is there twice", page("ts file=a.ts", "a();") + page("ts file=a.ts", "b();"), "line 8: a.ts is there twice"],
    ["a block without an end", "text\n\n```ts\na();\n", "line 3: the block has no end"],
  ])("refuses %s", (_, markdown, message) => {
    expect(() => extractExamples(markdown)).toThrow(new Error(message));
  });
});
