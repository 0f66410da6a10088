import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createFolder, createRepository, type Repository } from "./repository.ts";

let repository: Repository;
afterEach(() => repository.close());

async function readContext(): Promise<readonly { readonly text: string; readonly source?: string }[]> {
  const { handlers, payload } = await repository.emit("prompt.context", { blocks: [{ text: "first" }] });
  expect(handlers.map(({ plugin, status }) => [plugin, status])).toEqual([["git-context@1.0.0", "ok"]]);
  return payload.blocks;
}

test("adds the state of a clean repository behind what is there", async () => {
  repository = await createRepository();
  const hash = repository.git("rev-parse", "--short", "HEAD").trim();
  expect(await readContext()).toEqual([
    { text: "first" },
    {
      source: "git-context",
      text: `On branch main.\nNothing has changed since the last commit.\nLatest commits:\n  ${hash} start`,
    },
  ]);
});

test("names what has changed: edited, staged, removed and new files", async () => {
  repository = await createRepository({ "b.txt": "b", "c.txt": "c" });
  repository.workspace.write("a.txt", "two\n");
  repository.workspace.write("b.txt", "bb");
  repository.git("add", "b.txt");
  rmSync(join(repository.workspace.path, "c.txt"));
  repository.workspace.write("d.txt", "d");
  expect((await readContext())[1]?.text).toContain("Changed:\n   M a.txt\n  M  b.txt\n   D c.txt\n  ?? d.txt\nLatest commits:\n");
});

test("names at most twenty changes and counts the rest", async () => {
  repository = await createRepository();
  for (let index = 10; index < 55; index += 1) repository.workspace.write(`new-${index}.txt`, "");
  const text = (await readContext())[1]?.text;
  expect(text).toContain("  ?? new-29.txt\n  and 25 more\n");
  expect(text).not.toContain("new-30.txt");
});

test("names the five latest commits, newest first", async () => {
  repository = await createRepository();
  for (let index = 1; index <= 6; index += 1) {
    repository.workspace.write("a.txt", `${index}`);
    repository.commit(`change ${index}`);
  }
  const subjects = (await readContext())[1]?.text.match(/(?:start|change \d)/g);
  expect(subjects).toEqual(["change 6", "change 5", "change 4", "change 3", "change 2"]);
});

test("says when no branch is checked out", async () => {
  repository = await createRepository();
  repository.git("checkout", "--quiet", "--detach");
  expect((await readContext())[1]?.text).toMatch(/^No branch is checked out\.\n/);
});

test("writes names beyond ASCII as they are, and escapes control characters", async () => {
  repository = await createRepository({ "naïve ☃.txt": "", "two\nlines.txt": "" });
  repository.git("rm", "--quiet", "--cached", "naïve ☃.txt", "two\nlines.txt");
  const lines = (await readContext())[1]?.text.split("\n");
  expect(lines).toContain('  D  "naïve ☃.txt"');
  expect(lines).toContain(String.raw`  D  "two\nlines.txt"`);
});

test("adds nothing outside a repository, and logs why", async () => {
  repository = await createFolder();
  expect(await readContext()).toEqual([{ text: "first" }]);
  expect(repository.logs).toMatchObject([{ level: "info", message: expect.stringContaining("not a git repository") }]);
});

test("adds nothing in a repository without a commit, and logs why", async () => {
  repository = await createFolder();
  repository.git("init", "--quiet", "--initial-branch=main");
  expect(await readContext()).toEqual([{ text: "first" }]);
  expect(repository.logs).toMatchObject([{ level: "info", message: expect.stringContaining("does not have any commits yet") }]);
});

test("works while another git holds the lock", async () => {
  repository = await createRepository();
  repository.workspace.write(".git/index.lock", "");
  expect((await readContext())[1]?.text).toMatch(/^On branch main\./);
});
