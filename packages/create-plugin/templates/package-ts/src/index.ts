import { definePlugin } from "@kodex/runtime/plugin";

export default definePlugin({
  hooks: {
    "prompt.preprocess": (payload, ctx) => {
      ctx.log.info("saw a prompt", { length: payload.text.length });
      return { context: "__NAME__ says hello." };
    },
  },
});
