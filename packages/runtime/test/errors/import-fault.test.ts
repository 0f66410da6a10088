import { describe, expect, test } from "vitest";
import { toImportRemedy, toSyntaxMessage, toSyntaxRemedy } from "../../src/errors/import-fault.ts";
import { importPlugin } from "../../src/hosting/import-plugin.ts";
import { createWorkspace } from "../workspace.ts";

describe("what to do about a module that does not parse", () => {
  const esModule = 'Name the file .mjs, or write "type": "module" in the package.json that applies to it.';
  test.each([
    ["an import in CommonJS", "/w/a.js", "Cannot use import statement outside a module", esModule],
    ["an export in CommonJS", "/w/a.js", "Unexpected token 'export'", esModule],
    [
      "a name that is not exported",
      "/w/a.mjs",
      "The requested module './b.mjs' does not provide an export named 'c'",
      "Mend the `import`, or export that name.",
    ],
    ["anything else", "/w/a.mjs", "Unexpected identifier 'version'", "Mend the place that `node --check /w/a.mjs` shows."],
    ["TypeScript, which Node's check does not read", "/w/a.ts", "Unexpected token", "Mend the syntax of /w/a.ts."],
  ])("fits %s", (_, file, message, remedy) => {
    expect(toSyntaxRemedy(file, new SyntaxError(message))).toBe(remedy);
  });
});

describe("what to do about a module that cannot be imported", () => {
  const commonJs = "Write `import` and `export default`, as an ES module does.";
  test.each([
    ["a package that is not installed", "Cannot find package '@acme/x' imported from /w/a.mjs", "Install it with `npm install @acme/x`."],
    ["a file that is not there", "Cannot find module '/w/b.mjs' imported from /w/a.mjs", "Mend the path in the `import`."],
    ["CommonJS in an ES module", "module is not defined in ES module scope", commonJs],
    ["its require", "require is not defined in ES module scope, you can use import instead", commonJs],
    ["anything else", "no database", "Mend what /w/a.mjs does at its top level."],
  ])("fits %s", (_, message, remedy) => {
    expect(toImportRemedy("/w/a.mjs", new Error(message))).toBe(remedy);
  });
});

test("the place in a message of jiti stands where others have the file", () => {
  const thrown = new Error("ParseError: Unexpected token  \n /w/a.ts:1:18");
  expect(toSyntaxMessage(thrown, "/w/a.ts")).toBe("Unexpected token (/w/a.ts:1:18)");
  expect(toSyntaxMessage(new SyntaxError("Unexpected token"), "/w/a.ts")).toBe("Unexpected token (/w/a.ts)");
  expect(toSyntaxMessage(new SyntaxError("Unexpected token"), undefined)).toBe("Unexpected token");
});

test("a plugin in a workspace of CommonJS is told to be a module", async () => {
  const { at } = createWorkspace({
    "package.json": '{ "type": "commonjs" }',
    "index.js": 'import { join } from "node:path"; export default { hooks: { join } };',
  });
  await expect(importPlugin(at("index.js"), "probe@1.0.0")).rejects.toMatchObject({
    code: "PLUGIN_SYNTAX_ERROR",
    message: `probe@1.0.0 cannot be parsed: Cannot use import statement outside a module (${at("index.js")})`,
    hint: 'Name the file .mjs, or write "type": "module" in the package.json that applies to it.',
  });
});

test("a single file is not named twice", async () => {
  const file = createWorkspace({ "a.mjs": "module.exports = {};" }).at("a.mjs");
  await expect(importPlugin(file, file)).rejects.toMatchObject({
    code: "PLUGIN_IMPORT_FAILED",
    message: `${file} failed while it was imported: module is not defined in ES module scope`,
  });
});
