import { definePlugin, type PluginContext } from "@kodex/runtime/plugin";
import { type Formatted, formatSource } from "./format-source.ts";
import { toWorkspacePath } from "./workspace-path.ts";

export default definePlugin({
  hooks: {
    async "tool.after"({ input }, ctx) {
      const path = toPath(input, ctx);
      if (path === undefined || ctx.config["formatOnWrite"] === false) return undefined;
      try {
        const { changed, text } = await formatFile(path, ctx);
        if (!changed) return undefined;
        await ctx.fs.writeText(`$workspace/${path}`, text);
        return { context: `${path} was formatted after it was written: read it again before you edit it.` };
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        ctx.log.warn(`${path} cannot be formatted`, { error: error.message });
        return { context: `${path} was left as it was written, since it cannot be parsed: ${error.message}` };
      }
    },
  },
  capabilities: {
    async "code.format"(input: { readonly path: string; readonly text?: string }, ctx): Promise<Formatted> {
      const path = toWorkspacePath(input.path, ctx.event.cwd);
      return input.text === undefined ? formatFile(path, ctx) : formatSource(path, input.text, ctx);
    },
  },
});

async function formatFile(path: string, ctx: PluginContext): Promise<Formatted> {
  return formatSource(path, await ctx.fs.readText(`$workspace/${path}`), ctx);
}

function toPath(input: unknown, { event }: PluginContext): string | undefined {
  const path = typeof input === "object" && input !== null ? (input as { readonly path?: unknown }).path : undefined;
  return typeof path === "string" && path !== "" ? toWorkspacePath(path, event.cwd) : undefined;
}
