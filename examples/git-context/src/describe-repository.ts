import type { RepositoryState } from "./git.ts";

/** Most changed files that the model is told by name. */
const MAX_CHANGES = 20;

/** The state of a repository: branch, changes as `git status --short` has them, latest commits. */
export function describeRepository({ branch, changes, commits }: RepositoryState): string {
  const shown = changes.slice(0, MAX_CHANGES);
  const more = changes.length - shown.length;
  return [
    branch === undefined ? "No branch is checked out." : `On branch ${branch}.`,
    ...(changes.length === 0 ? ["Nothing has changed since the last commit."] : ["Changed:", ...shown.map(indent)]),
    ...(more > 0 ? [indent(`and ${more} more`)] : []),
    "Latest commits:",
    ...commits.map(indent),
  ].join("\n");
}

function indent(line: string): string {
  return `  ${line}`;
}
