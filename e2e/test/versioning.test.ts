import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { listPackages, readPackageJson, ROOT } from "../support/workspace.ts";

const RELEASED = "0.1.0";
let scratch: string;

/** The repository's versions and nothing else, all packages released once, no change pending. */
beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), "kodex-versioning-"));
  for (const file of ["package.json", "pnpm-workspace.yaml", ".changeset/config.json"]) cpSync(join(ROOT, file), join(scratch, file));
  for (const folder of listPackages()) {
    mkdirSync(join(scratch, folder), { recursive: true });
    const manifest = { ...readPackageJson(join(ROOT, folder)), version: RELEASED };
    writeFileSync(join(scratch, folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  symlinkSync(join(ROOT, "node_modules"), join(scratch, "node_modules"));
  await must("git", ["init", "--quiet", "--initial-branch=main"]);
  await must("git", ["add", "packages", ".changeset", "package.json", "pnpm-workspace.yaml"]);
  await must("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message=start"]);
});
afterEach(() => rmSync(scratch, { recursive: true }));

async function must(program: string, args: readonly string[]): Promise<void> {
  const { output, status } = await runProgram(program, args, scratch);
  expect(status, output).toBe(0);
}

/** Releases one change; answers with the version and changelog of each package afterwards. */
async function release(name: string, bump: string): Promise<Record<string, { version: string; changelog: string }>> {
  writeFileSync(join(scratch, ".changeset/change.md"), `---\n"${name}": ${bump}\n---\n\nSomething new to see.\n`);
  await must(join(ROOT, "node_modules/.bin/changeset"), ["version"]);
  expect(existsSync(join(scratch, ".changeset/change.md"))).toBe(false);
  return Object.fromEntries(
    listPackages().map((folder) => {
      const changelog = join(scratch, folder, "CHANGELOG.md");
      const { name: own, version } = readPackageJson(join(scratch, folder));
      return [own, { version, changelog: existsSync(changelog) ? readFileSync(changelog, "utf8") : "" }];
    }),
  );
}

/** Packages that get a new version when `name` does. */
function listAffected(name: string): string[] {
  const all = listPackages().map((folder) => readPackageJson(join(ROOT, folder)));
  const affected = new Set([name]);
  for (let size = 0; size !== affected.size;) {
    size = affected.size;
    for (const { dependencies = {}, name: own } of all)
      if (Object.keys(dependencies).some((other) => affected.has(other))) affected.add(own);
  }
  return [...affected].toSorted();
}

test("a change of the command line bumps nothing else", async () => {
  const after = await release("@kodex/cli", "patch");
  const bumped = Object.keys(after).filter((name) => after[name]?.version !== RELEASED);
  expect(bumped).toEqual(["@kodex/cli"]);
  expect(after["@kodex/cli"]?.version).toBe("0.1.1");
});

test.each([
  ["@kodex/runtime", "patch", "0.1.1"],
  ["@kodex/runtime", "minor", "0.2.0"],
  ["@kodex/manifest", "patch", "0.1.1"],
])("a change of %s (%s) bumps it and its dependents, each with a changelog of its own", async (name, bump, version) => {
  const after = await release(name, bump);
  const bumped = Object.keys(after).filter((other) => after[other]?.version !== RELEASED);
  expect(bumped.toSorted()).toEqual(listAffected(name));
  expect(after[name]).toEqual({ version, changelog: expect.stringContaining("Something new to see.") as string });
  for (const other of bumped.filter((each) => each !== name)) {
    expect(after[other]?.version).toBe("0.1.1");
    expect(after[other]?.changelog).toContain(`${name}@${version}`);
    expect(after[other]?.changelog).not.toContain("Something new to see.");
  }
  for (const other of Object.keys(after).filter((each) => !bumped.includes(each))) expect(after[other]?.changelog).toBe("");
});

test("knows which packages depend on the runtime", () => {
  expect(listAffected("@kodex/runtime")).toContain("@kodex/cli");
  expect(listAffected("@kodex/runtime")).not.toContain("@kodex/manifest");
});
