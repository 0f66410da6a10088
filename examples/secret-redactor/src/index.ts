import { definePlugin, type PluginContext } from "@kodex/runtime/plugin";
import { redactJson } from "./redact-json.ts";

export default definePlugin({
  hooks: {
    async "prompt.preprocess"({ attachments, text }, ctx) {
      const { kinds, value } = await redactJson({ text, ...(attachments === undefined ? {} : { attachments }) }, toAllowed(ctx));
      if (kinds.length === 0) return undefined;
      return {
        ...(value as { text: string }),
        context: `Credentials were removed from the prompt (${kinds.join(", ")}). Ask for a reference to a secret store instead.`,
      };
    },

    async "tool.before"({ input, tool }, ctx) {
      const { kinds, value } = await redactJson(input, toAllowed(ctx));
      if (kinds.length === 0) return undefined;
      if (ctx.config["tools"] === "redact") return { input: value };
      return { decision: "deny", reason: `the input of "${tool}" holds a credential (${kinds.join(", ")})` };
    },
  },
});

function toAllowed({ config }: PluginContext): readonly string[] {
  return (config["allow"] as readonly string[] | undefined) ?? [];
}
