import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { listPackages, ROOT } from "../support/workspace.ts";

const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).map((file) => join("docs", file));
const readmes = ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...listPackages().map((folder) => `${folder}/README.md`)];
const pages = [...readmes, ...docs.filter((file) => file.endsWith(".md")).toSorted()].filter((file) => existsSync(join(ROOT, file)));
/** Packed READMEs have no repository around them: they name pages by address. */
const REPOSITORY = "https://github.com/kodex-dev/kodex/blob/main/";

/** Links in the running text of a page, code aside. */
function findLinks(markdown: string): string[] {
  const text = markdown.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, "").replaceAll(/`[^`\n]*`/g, "code");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

/** Anchors as GitHub makes them of headings, a repeated one with a number behind it, and those that are written out. */
function findAnchors(markdown: string): Set<string> {
  const anchors = new Set([...markdown.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id));
  const seen = new Map<string, number>();
  for (const [, title = ""] of markdown.matchAll(/^#+ (.+)$/gm)) {
    const slug = toSlug(title);
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

function toSlug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function findDeadLinks(page: string): string[] {
  return findLinks(readFileSync(join(ROOT, page), "utf8")).filter((link) => {
    if (!link.startsWith(REPOSITORY) && /^[a-z]+:/.test(link)) return false;
    const [path = "", anchor] = link.replace(REPOSITORY, `${ROOT}/`).split("#");
    const target = path === "" ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !findAnchors(readFileSync(target, "utf8")).has(anchor);
  });
}

test("the pages have links to look at", () => {
  expect(pages.flatMap((page) => findLinks(readFileSync(join(ROOT, page), "utf8"))).length).toBeGreaterThan(100);
});

describe.each(pages)("%s", (page) => {
  test("leads nowhere that is not there", () => {
    expect(findDeadLinks(page)).toEqual([]);
  });
});
