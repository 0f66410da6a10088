import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PluginFs } from "../../../src/plugin.ts";
import { createFakeWorkspace, type FakeWorkspace } from "../../../src/testing/fake-workspace.ts";
import { createCall, createTestBroker, toRejection } from "../admitted.ts";

let base: FakeWorkspace;
const at = (...parts: string[]): string => join(base.path, ...parts);

beforeEach(() => {
  base = createFakeWorkspace({
    "work/notes.txt": "notes",
    "work/src/a.ts": "a",
    "work/plugins/probe/index.mjs": "code",
    "outside/secret.txt": "secret",
  });
});
afterEach(() => base.remove());

function open(...grants: string[]): PluginFs {
  return createTestBroker(grants, {
    cwd: at("work"),
    stateDirectory: at("state"),
    root: at("work/plugins/probe"),
    codeFolders: [at("work/plugins/probe"), at("work/plugins/other")],
  }).broker.fs(createCall({ cwd: at("work") }));
}

const READ_ALL = "fs:$workspace/**:read";
const WRITE_ALL = "fs:$workspace/**:write";

describe("within the grants", () => {
  test("reads, by root or by absolute path", async () => {
    const fs = open(READ_ALL);
    expect(await fs.readText("$workspace/notes.txt")).toBe("notes");
    expect(await fs.readText(at("work/src/a.ts"))).toBe("a");
    expect(await fs.readText("$workspace/src/../notes.txt")).toBe("notes");
    expect(await fs.readText("$workspace//src/./a.ts")).toBe("a");
  });

  test("writes into folders that do not exist yet, and over what is longer", async () => {
    const fs = open(WRITE_ALL, READ_ALL);
    await fs.writeText("$workspace/new/deep/file.txt", "first and long");
    await fs.writeText("$workspace/new/deep/file.txt", "second");
    expect(readFileSync(at("work/new/deep/file.txt"), "utf8")).toBe("second");
  });

  test("lists sorted, folders with a slash", async () => {
    expect(await open(READ_ALL).list("$workspace")).toEqual(["notes.txt", "plugins/", "src/"]);
  });

  test("knows what exists, links to nowhere included in what does not", async () => {
    const fs = open(READ_ALL);
    symlinkSync(at("work/missing"), at("work/dangling"));
    expect(
      await Promise.all(["notes.txt", "src", "none", "notes.txt/below", "dangling"].map((path) => fs.exists(`$workspace/${path}`))),
    ).toEqual([true, true, false, false, false]);
  });

  test("removes a file, an empty folder, nothing, and a link instead of what it leads to", async () => {
    const fs = open(WRITE_ALL);
    symlinkSync(at("work/src"), at("work/link"));
    mkdirSync(at("work/empty"));
    for (const path of ["notes.txt", "empty", "none", "link"]) await fs.remove(`$workspace/${path}`);
    expect(["notes.txt", "empty", "link", "src/a.ts"].map((path) => existsSync(at("work", path)))).toEqual([false, false, false, true]);
    expect((await toRejection(fs.remove("$workspace/src"))).code).toBe("ENOTEMPTY");
  });

  test("has data, cache and temporary files of its own, below the state directory", async () => {
    const fs = open("fs:$data/**:write", "fs:$data/**:read", "fs:$cache/**:write", "fs:$tmp/**:write");
    for (const root of ["$data", "$cache", "$tmp"]) await fs.writeText(`${root}/a.txt`, root);
    expect(await fs.readText("$data/a.txt")).toBe("$data");
    expect(readFileSync(at("state/data/probe/files/a.txt"), "utf8")).toBe("$data");
    expect(readFileSync(at("state/data/probe/cache/a.txt"), "utf8")).toBe("$cache");
    expect(readFileSync(at("state/data/probe/tmp/a.txt"), "utf8")).toBe("$tmp");
  });

  test("reads its own folder by either name, whichever is granted", async () => {
    for (const grant of [READ_ALL, "fs:$plugin/index.mjs:read"])
      expect(await open(grant).readText("$workspace/plugins/probe/index.mjs")).toBe("code");
  });

  test("gives the system's error for what is not there", async () => {
    const fs = open(READ_ALL);
    expect((await toRejection(fs.readText("$workspace/none.txt"))).code).toBe("ENOENT");
    expect((await toRejection(fs.readText("$workspace/src"))).code).toBe("EISDIR");
    expect((await toRejection(fs.list("$workspace/notes.txt"))).code).toBe("ENOTDIR");
  });
});

describe("beyond the grants", () => {
  test("refuses with the atom, named as it was asked for, and how to grant it", async () => {
    const error = await toRejection(open().readText("$workspace/notes.txt"));
    expect(error).toMatchObject({
      code: "PERMISSION_DENIED",
      message: "probe@1.0.0 is not granted fs:$workspace/notes.txt:read",
      hint: 'Add "fs:$workspace/notes.txt:read" to plugins."probe".grant in kodex.json.',
      atom: "fs:$workspace/notes.txt:read",
    });
    expect((await toRejection(open().readText(at("work/plugins/probe/index.mjs")))).message).toBe(
      "probe@1.0.0 is not granted fs:$plugin/index.mjs:read",
    );
  });

  test("takes reading and writing for different things", async () => {
    expect((await toRejection(open(READ_ALL).writeText("$workspace/notes.txt", ""))).message).toContain("fs:$workspace/notes.txt:write");
    expect((await toRejection(open(WRITE_ALL).readText("$workspace/notes.txt"))).message).toContain("fs:$workspace/notes.txt:read");
    expect((await toRejection(open(READ_ALL).remove("$workspace/notes.txt"))).message).toContain("fs:$workspace/notes.txt:write");
  });

  test("takes a literal grant for that file and no other", async () => {
    const fs = open("fs:$workspace/notes.txt:read");
    expect(await fs.readText("$workspace/notes.txt")).toBe("notes");
    expect((await toRejection(fs.list("$workspace"))).message).toContain("fs:$workspace:read");
  });

  test("refuses what leads outside by dots, by an absolute path, or without a root", async () => {
    const fs = open(READ_ALL);
    const outside = "it leads outside every folder that can be granted";
    for (const path of ["$workspace/../outside/secret.txt", at("outside/secret.txt"), "$workspace/../../../../../../../etc/passwd"])
      expect((await toRejection(fs.readText(path))).message).toBe(`probe@1.0.0 may not have fs:${path}:read: ${outside}`);
    for (const path of ["notes.txt", "", "$workspace-x/a", "$nowhere/a", "constructor/a", "__proto__/a", "~/a"])
      expect((await toRejection(fs.readText(path))).message).toBe(
        `probe@1.0.0 may not have fs:${path}:read: it begins neither with a root such as $workspace nor with a slash`,
      );
  });

  test("refuses a NUL", async () => {
    expect((await toRejection(open(READ_ALL).readText("$workspace/notes.txt\0.png"))).message).toBe(
      "probe@1.0.0 may not have fs:$workspace/notes.txt\\0.png:read: it holds a NUL",
    );
  });

  test("refuses links that lead out: of a file, of a folder, of a link, to nowhere yet", async () => {
    const fs = open(READ_ALL, WRITE_ALL);
    symlinkSync(at("outside/secret.txt"), at("work/file"));
    symlinkSync(at("outside"), at("work/folder"));
    symlinkSync("folder", at("work/again"));
    symlinkSync(at("outside/new.txt"), at("work/new"));
    symlinkSync(at("outside/new"), at("work/new-folder"));
    symlinkSync("../outside/relative.txt", at("work/relative"));
    for (const path of ["file", "folder/secret.txt", "again/secret.txt"])
      expect((await toRejection(fs.readText(`$workspace/${path}`))).code).toBe("PERMISSION_DENIED");
    for (const path of ["file", "new", "new-folder/a.txt", "relative", "folder/b.txt"])
      expect((await toRejection(fs.writeText(`$workspace/${path}`, "x"))).code).toBe("PERMISSION_DENIED");
    expect(["new.txt", "new", "relative.txt", "b.txt"].map((path) => existsSync(at("outside", path)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(readFileSync(at("outside/secret.txt"), "utf8")).toBe("secret");
  });

  test("follows links that stay inside, and asks for the grant of where they lead", async () => {
    symlinkSync(at("work/src/a.ts"), at("work/link"));
    expect(await open(READ_ALL).readText("$workspace/link")).toBe("a");
    expect((await toRejection(open("fs:$workspace/link:read").readText("$workspace/link"))).message).toBe(
      "probe@1.0.0 is not granted fs:$workspace/src/a.ts:read",
    );
    symlinkSync(at("work/later.txt"), at("work/to-come"));
    await open(WRITE_ALL).writeText("$workspace/to-come", "came");
    expect(readFileSync(at("work/later.txt"), "utf8")).toBe("came");
    expect(readlinkSync(at("work/to-come"))).toBe(at("work/later.txt"));
  });

  test("gives the system's error for links in a circle", async () => {
    symlinkSync("b", at("work/a"));
    symlinkSync("a", at("work/b"));
    expect((await toRejection(open(READ_ALL).readText("$workspace/a"))).code).toBe("ELOOP");
  });

  test.runIf(process.platform !== "win32")("neither waits for a pipe nor reads a device", async () => {
    execFileSync("mkfifo", [at("work/pipe")]);
    const fs = open(READ_ALL, WRITE_ALL);
    expect((await toRejection(fs.readText("$workspace/pipe"))).message).toBe(
      "probe@1.0.0 may not have fs:$workspace/pipe:read: it is a pipe or a device",
    );
    expect((await toRejection(fs.writeText("$workspace/pipe", "x"))).code).toBe("ENXIO");
    expect(lstatSync(at("work/pipe")).isFIFO()).toBe(true);
  });

  test("reads no file above 64 MiB", async () => {
    writeFileSync(at("work/huge"), "");
    execFileSync("truncate", ["-s", String(64 * 1024 * 1024 + 1), at("work/huge")]);
    expect((await toRejection(open(READ_ALL).readText("$workspace/huge"))).message).toBe(
      "$workspace/huge has 67108865 bytes, and 67108864 is the most that is read",
    );
  });
});

describe("never writable", () => {
  const refused = async (path: string): Promise<void> => {
    const fs = open(WRITE_ALL, "fs:$home/**:write", "fs:$plugin/**:write");
    for (const attempt of [() => fs.writeText(path, "x"), () => fs.remove(path)])
      expect(await toRejection(attempt()), path).toMatchObject({
        code: "PERMISSION_DENIED",
        message: expect.stringMatching(/ may not have .*:write: others run or obey what stands there$/) as string,
        hint: "No grant allows this; do without.",
      });
  };

  test.each([
    ".git",
    ".git/config",
    ".git/hooks",
    ".git/hooks/pre-commit",
    ".git/hooks/new/deep",
    ".git/modules/sub/config",
    ".git/worktrees/x/config.worktree",
    "packages/a/.git/hooks/post-checkout",
    ".gitconfig",
    ".husky/pre-push",
    ".bashrc",
    "nested/.zshenv",
    ".config/fish/config.fish",
    ".ssh/authorized_keys",
    ".npmrc",
    ".vscode/tasks.json",
    ".idea/workspace.xml",
    ".claude/settings.json",
    ".cursor/mcp.json",
    ".mcp.json",
    ".kodex/state",
    "kodex.json",
    "kodex.trust.json",
    "vendor/kodex.plugin.json",
  ])("%s", (path) => refused(`$workspace/${path}`));

  test.each([
    ".GIT/Hooks/pre-commit",
    ".git./hooks/x",
    ".g\u200cit/hooks/x",
    "GIT~1/hooks/x",
    ".git /config",
    ".BashRC",
    "KODEX.JSON",
    ".ｇit/config",
  ])("however it is spelt: %j", (path) => refused(`$workspace/${path}`));

  test("through a link to it, and through one to the folder above", async () => {
    mkdirSync(at("work/.git/hooks"), { recursive: true });
    symlinkSync(at("work/.git/hooks"), at("work/scripts"));
    symlinkSync(at("work/.git"), at("work/meta"));
    const fs = open(WRITE_ALL);
    for (const path of ["scripts/pre-commit", "meta/config", "meta/hooks/pre-push"])
      expect((await toRejection(fs.writeText(`$workspace/${path}`, "x"))).message).toContain("others run or obey");
    await fs.remove("$workspace/scripts");
    expect(existsSync(at("work/.git/hooks"))).toBe(true);
  });

  test("code of this plugin and of others, and what the runtime keeps for others", async () => {
    const fs = createTestBroker([WRITE_ALL, "fs:$plugin/**:write", "fs:$data/**:write"], {
      cwd: at("work"),
      stateDirectory: at("work/.state"),
      root: at("work/plugins/probe"),
      codeFolders: [at("work/plugins/probe"), at("work/plugins/other")],
    }).broker.fs(createCall({ cwd: at("work") }));
    for (const path of [
      "$plugin/index.mjs",
      "$workspace/plugins/probe/new.mjs",
      "$workspace/plugins/other/index.mjs",
      "$workspace/.state/data/other/files/x",
    ])
      expect((await toRejection(fs.writeText(path, "x"))).message).toContain("others run or obey");
    await fs.writeText("$data/x", "own");
    expect(readFileSync(at("work/.state/data/probe/files/x"), "utf8")).toBe("own");
  });

  test("but the rest of a workspace that is itself a plugin", async () => {
    const fs = createTestBroker([WRITE_ALL], {
      cwd: at("work"),
      stateDirectory: at("state"),
      root: at("work"),
      codeFolders: [at("work")],
    }).broker.fs(createCall({ cwd: at("work") }));
    await fs.writeText("$workspace/src/a.ts", "changed");
    expect(readFileSync(at("work/src/a.ts"), "utf8")).toBe("changed");
  });

  test("but ordinary files with names like it", async () => {
    const fs = open(WRITE_ALL);
    for (const path of [".gitignore", ".github/workflows/ci.yml", "git/hooks/x", "docs/bashrc.md", "kodex.json.md", ".git/info/exclude"])
      await fs.writeText(`$workspace/${path}`, "fine");
  });

  test("reading it is a matter of the grant", async () => {
    base.write("work/.git/config", "[core]");
    expect(await open(READ_ALL).readText("$workspace/.git/config")).toBe("[core]");
  });
});
