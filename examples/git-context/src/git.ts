import type { PluginContext } from "@kodex/runtime/plugin";

/** What there is to say of a repository. */
export interface RepositoryState {
  /** Branch, or `HEAD` when none is checked out. */
  readonly branch: string;
  /** Files that differ from the last commit, as `git status` writes them. */
  readonly changes: readonly string[];
  /** Latest commits, newest first: short hash and subject. */
  readonly commits: readonly string[];
}

/** State of the repository that the session works in; nothing when it works in none, or in one without a commit. */
export async function readRepository({ exec }: PluginContext): Promise<RepositoryState | undefined> {
  const branch = await exec("git", ["rev-parse", "--abbrev-ref", "HEAD"]);
  if (branch.exitCode !== 0) return undefined;
  const [status, log] = await Promise.all([exec("git", ["status", "--porcelain=v1"]), exec("git", ["log", "--format=%h %s", "-5"])]);
  return { branch: branch.stdout.trim(), changes: toLines(status.stdout), commits: toLines(log.stdout) };
}

/** Changes since the last commit. @throws Error with git's own words when it fails */
export async function readDiff(
  { exec }: PluginContext,
  { paths = [], staged = false }: { readonly paths?: readonly string[]; readonly staged?: boolean },
): Promise<{ readonly diff: string; readonly files: readonly string[] }> {
  const scope = [...(staged ? ["--cached"] : ["HEAD"]), "--", ...paths];
  const [diff, names] = await Promise.all([
    exec("git", ["diff", "--no-ext-diff", ...scope]),
    exec("git", ["diff", "--name-only", ...scope]),
  ]);
  if (diff.exitCode !== 0) throw new Error(diff.stderr.trim());
  return { diff: diff.stdout, files: toLines(names.stdout) };
}

function toLines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}
