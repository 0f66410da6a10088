import type { PluginContext } from "@kodex/runtime/plugin";

/** What there is to say of a repository. */
export interface RepositoryState {
  /** Branch; nothing when none is checked out. */
  readonly branch?: string;
  /** Files that differ from the last commit, as `git status` writes them: control characters in names are escaped. */
  readonly changes: readonly string[];
  /** Latest commits, newest first: short hash and subject. */
  readonly commits: readonly string[];
}

/** What has changed, and in which files. */
export interface RepositoryDiff {
  /** The changes as git writes them. */
  readonly diff: string;
  /** Names of the files, from the root of the repository, exact. */
  readonly files: readonly string[];
}

/** Which changes are wanted. */
export interface DiffScope {
  /** Only what is staged. */
  readonly staged?: boolean;
  /** Only these files and folders: names, no patterns. */
  readonly paths?: readonly string[];
}

/** State of the repository that the session works in; git's own words when it works in none, or in one without a commit. */
export async function readRepository({ exec }: PluginContext): Promise<RepositoryState | string> {
  const log = await exec("git", ["log", "--format=%h %s", "-5"]);
  if (log.exitCode !== 0) return log.stderr.trim();
  const [branch, status] = await Promise.all([
    exec("git", ["symbolic-ref", "--short", "--quiet", "HEAD"]),
    // A question must not take the lock that a commit of the user's needs.
    exec("git", ["--no-optional-locks", "-c", "core.quotePath=false", "status", "--porcelain=v1"]),
  ]);
  return {
    changes: split(status.stdout, "\n"),
    commits: split(log.stdout, "\n"),
    ...(branch.exitCode === 0 ? { branch: branch.stdout.trim() } : {}),
  };
}

/** Changes since the last commit. @throws Error with git's own words when it fails */
export async function readDiff({ exec }: PluginContext, { paths = [], staged = false }: DiffScope): Promise<RepositoryDiff> {
  const base = ["--literal-pathspecs", "diff", "--no-ext-diff", "--no-textconv"];
  const scope = [staged ? "--cached" : "HEAD", "--", ...paths];
  const [diff, names] = await Promise.all([exec("git", [...base, ...scope]), exec("git", [...base, "--name-only", "-z", ...scope])]);
  if (diff.exitCode !== 0) throw new Error(diff.stderr.trim());
  return { diff: diff.stdout, files: split(names.stdout, "\0") };
}

function split(text: string, end: string): readonly string[] {
  return text.split(end).filter((part) => part !== "");
}
