import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LANGUAGES, scaffoldPlugin, TEMPLATES } from "@kodex/create-plugin";
import type { Plugin } from "@kodex/runtime/plugin";
import { createTestRuntime } from "@kodex/runtime/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LANGUAGES_OF, resolveTemplate } from "../src/templates.ts";

let cwd: string;
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-templates-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

test("there is a folder for every template in each of its languages, and no other", () => {
  const folders = TEMPLATES.flatMap((template) => LANGUAGES_OF[template].map((language) => `${template}-${language}`));
  expect(readdirSync(new URL("../templates", import.meta.url)).toSorted()).toEqual(folders.toSorted());
});

test("every language has a template, and a package comes first", () => {
  expect([undefined, ...LANGUAGES].map((language) => resolveTemplate(language))).toEqual(["package", "file", "package", "command"]);
});

test.each(["js", "ts"] as const)("the single file in %s greets in every prompt", async (language) => {
  const [file = ""] = scaffoldPlugin({ name: "@acme/hello", template: "file", language, folder: ".", cwd, force: false }).files;
  const { default: plugin } = (await import(pathToFileURL(file).href)) as { default: Plugin };
  const runtime = await createTestRuntime(plugin);
  const { context } = await runtime.emit("prompt.preprocess", { text: "hello" });
  await runtime.close();
  expect(context).toEqual([{ plugin: "@acme/hello@0.1.0", text: "@acme/hello says hello." }]);
});
