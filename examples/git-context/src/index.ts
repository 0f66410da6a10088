import { definePlugin } from "@kodex/runtime/plugin";
import { readDiff, readRepository, type RepositoryState } from "./git.ts";

/** Most changed files that the model is told by name. */
const MAX_CHANGES = 20;

export default definePlugin({
  hooks: {
    async "prompt.context"({ blocks }, ctx) {
      const state = await readRepository(ctx);
      if (state === undefined) {
        ctx.log.info("not in a repository with a commit");
        return undefined;
      }
      return { blocks: [...blocks, { source: "git-context", text: describe(state) }] };
    },
  },
  capabilities: {
    "vcs.diff": (input: { readonly paths?: readonly string[]; readonly staged?: boolean }, ctx) => readDiff(ctx, input),
  },
});

function describe({ branch, changes, commits }: RepositoryState): string {
  const shown = changes.slice(0, MAX_CHANGES);
  const more = changes.length - shown.length;
  return [
    `On branch ${branch}.`,
    changes.length === 0
      ? "Nothing has changed since the last commit."
      : `Changed: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    `Latest commits: ${commits.join("; ")}.`,
  ].join("\n");
}
