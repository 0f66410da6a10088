import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createExamplePage, type ExamplePage } from "../support/example-page.ts";
import { type Example, extractExamples } from "../support/extract-examples.ts";
import { installPacked } from "../support/install-packed.ts";
import { listPackages, ROOT } from "../support/workspace.ts";

const base = mkdtempSync(join(tmpdir(), "kodex-documentation-"));
const guides = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
const pages = ["README.md", ...listPackages().map((folder) => `${folder}/README.md`), ...guides.toSorted()].filter((file) =>
  existsSync(join(ROOT, file)),
);

beforeAll(() => installPacked(base));
afterAll(() => rmSync(base, { recursive: true }));

function open(file: string): ExamplePage {
  return createExamplePage(file, join(base, "pages", file.replaceAll(/\W/g, "-")), join(base, "node_modules"));
}

function readExamples(file: string): Example[] {
  return extractExamples(readFileSync(join(ROOT, file), "utf8"));
}

function fixture(name: string): ExamplePage {
  return open(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
}

describe("the checker of examples", () => {
  test("finds nothing wrong with a page that holds", async () => {
    const page = fixture("good-page.md");
    const [manifest, plugin, , shell] = page.examples;
    expect(page.examples.map(({ run }) => run)).toEqual(["none", "module", "none", "shell"]);
    expect(page.checkManifest(manifest!)).toEqual([]);
    expect(await page.compile()).toEqual({ status: 0, output: "" });
    expect(await page.run(plugin!)).toEqual({ status: 0, output: "" });
    expect(await page.run(shell!)).toMatchObject({ status: 0 });
  });

  test("reports every example that does not hold", async () => {
    const page = fixture("bad-page.md");
    const [manifest, , script, shell] = page.examples;
    expect(page.checkManifest(manifest!)).toEqual(['hello@1.0.0 declares hook "prompt.preproces", which does not exist']);
    const compiled = await page.compile();
    expect(compiled.status).not.toBe(0);
    expect(compiled.output).toContain("has no exported member named 'definePlugins'");
    expect(await page.run(script!)).toMatchObject({ status: 1, output: expect.stringContaining("this one is run") as string });
    const ran = await page.run(shell!);
    expect(ran.status).not.toBe(0);
    expect(ran.output).not.toContain("not reached");
  });
});

test("README.md shows at least one example that runs", () => {
  expect(readExamples("README.md").filter(({ run }) => run !== "none")).not.toHaveLength(0);
});

describe.each(pages.filter((file) => readExamples(file).length > 0))("%s", (file) => {
  const examples = readExamples(file);
  let page: ExamplePage;
  beforeAll(() => void (page = open(join(ROOT, file))));

  if (examples.some(({ file: name }) => /\.m?[jt]s$/.test(name)))
    test("compiles", async () => expect(await page.compile()).toEqual({ status: 0, output: "" }));
  for (const example of examples) {
    if (example.file.endsWith("kodex.plugin.json"))
      test(`has a valid manifest in line ${example.line}`, () => expect(page.checkManifest(example)).toEqual([]));
    if (example.run !== "none")
      test(`has an example in line ${example.line} that runs`, async () => {
        const { output, status } = await page.run(example);
        expect(status, output).toBe(0);
      });
  }
});
