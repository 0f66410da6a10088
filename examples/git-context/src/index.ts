import { definePlugin } from "@kodex/runtime/plugin";
import { describeRepository } from "./describe-repository.ts";
import { type DiffScope, readDiff, readRepository } from "./git.ts";

export default definePlugin({
  hooks: {
    async "prompt.context"({ blocks }, ctx) {
      const state = await readRepository(ctx);
      if (typeof state === "string") {
        ctx.log.info(`nothing to tell: ${state}`);
        return undefined;
      }
      return { blocks: [...blocks, { source: "git-context", text: describeRepository(state) }] };
    },
  },
  capabilities: {
    "vcs.diff": (input: DiffScope, ctx) => readDiff(ctx, input),
  },
});
