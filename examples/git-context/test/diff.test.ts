import { afterEach, expect, test } from "vitest";
import type { DiffScope, RepositoryDiff } from "../src/git.ts";
import { createFolder, createRepository, type Repository } from "./repository.ts";

let repository: Repository;
afterEach(() => repository.close());

async function diff(scope: DiffScope = {}): Promise<RepositoryDiff> {
  const { output } = await repository.invoke("vcs.diff", scope);
  return output as RepositoryDiff;
}

test("is empty when nothing has changed", async () => {
  repository = await createRepository();
  expect(await diff()).toEqual({ diff: "", files: [] });
});

test("shows staged and unstaged changes together, or only the staged ones", async () => {
  repository = await createRepository({ "b.txt": "b\n" });
  repository.workspace.write("a.txt", "two\n");
  repository.workspace.write("b.txt", "bb\n");
  repository.git("add", "b.txt");
  const all = await diff();
  expect(all.files).toEqual(["a.txt", "b.txt"]);
  expect(all.diff).toContain("-one\n+two\n");
  expect(all.diff).toContain("-b\n+bb\n");
  const staged = await diff({ staged: true });
  expect(staged.files).toEqual(["b.txt"]);
  expect(staged.diff).not.toContain("a.txt");
});

test("keeps to the files and folders that it is given", async () => {
  repository = await createRepository({ "src/x.ts": "x", "src/y.ts": "y", "z.ts": "z" });
  for (const file of ["src/x.ts", "src/y.ts", "z.ts"]) repository.workspace.write(file, "changed");
  expect((await diff({ paths: ["src"] })).files).toEqual(["src/x.ts", "src/y.ts"]);
  expect((await diff({ paths: ["z.ts", "src/y.ts"] })).files).toEqual(["src/y.ts", "z.ts"]);
  expect((await diff({ paths: [] })).files).toHaveLength(3);
});

test.each(["--output=stolen.txt", "-R", "--no-index", "naïve ☃.txt", "with space.txt", "two\nlines.txt", ":(exclude)a.txt", "*.txt", "**"])(
  "takes %j for the name of a file and nothing else",
  async (name) => {
    repository = await createRepository({ [name]: "old\n" });
    repository.workspace.write(name, "new\n");
    repository.workspace.write("a.txt", "two\n");
    const { diff: text, files } = await diff({ paths: [name] });
    expect(files).toEqual([name]);
    expect(text).toContain("-old\n+new\n");
    expect(text).not.toContain("+two");
  },
);

test("runs no program that the repository's attributes name", async () => {
  repository = await createRepository({ ".gitattributes": "*.txt diff=evil\n" });
  for (const key of ["textconv", "command"]) repository.git("config", `diff.evil.${key}`, "touch pwned;:");
  repository.workspace.write("a.txt", "two\n");
  expect((await diff()).diff).toContain("-one\n+two\n");
  expect(repository.git("status", "--porcelain")).toBe(" M a.txt\n");
});

test("fails outside a repository, with git's own words", async () => {
  repository = await createFolder();
  await expect(repository.invoke("vcs.diff", {})).rejects.toMatchObject({
    code: "CAPABILITY_FAILED",
    message: expect.stringMatching(/^git-context@1\.0\.0 .*not a git repository/is),
  });
});

test("refuses input that does not fit", async () => {
  repository = await createRepository();
  await expect(repository.invoke("vcs.diff", { path: "a.txt" })).rejects.toMatchObject({ code: "CAPABILITY_INPUT_INVALID" });
});

test("is found by what a person would say", async () => {
  repository = await createRepository();
  const [best] = await repository.capabilities.route("show me what changed in this repository");
  expect(best).toMatchObject({ capability: "vcs.diff", plugin: "git-context@1.0.0" });
});
