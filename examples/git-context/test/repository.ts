import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createTestRuntime, type TestRuntime } from "@kodex/runtime/testing";

const MANIFEST = fileURLToPath(new URL("../kodex.plugin.json", import.meta.url));
const IDENTITY = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"];

/** A runtime with the plugin in a folder of its own, and git there. */
export interface Repository extends TestRuntime {
  /** Runs git in the folder. Returns what it wrote. */
  git(...args: readonly string[]): string;
  /** Commits everything. */
  commit(subject: string): void;
}

/** A folder that is no repository yet. */
export async function createFolder(files: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const runtime = await createTestRuntime(MANIFEST, { files: { ".gitignore": ".state/\n", ...files } });
  const git = (...args: readonly string[]): string =>
    execFileSync("git", [...IDENTITY, ...args], { cwd: runtime.workspace.path, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return Object.assign(runtime, {
    git,
    commit(subject: string) {
      git("add", "--all");
      git("commit", "--quiet", "--message", subject);
    },
  });
}

/** A repository with one commit. */
export async function createRepository(files: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const repository = await createFolder({ "a.txt": "one\n", ...files });
  repository.git("init", "--quiet", "--initial-branch=main");
  repository.commit("start");
  return repository;
}
