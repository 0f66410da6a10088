// A Kodex plugin in one file. Hosts find it in ./plugins. Try it:
//
//   kodex emit prompt.preprocess --payload '{"text":"hello"}'
//   kodex validate plugins/__SHORT__.mjs
//
// Every hook with its payload and result: https://github.com/kodex-dev/kodex/blob/main/docs/hooks.md

/** @type {import("@kodex/runtime/plugin").Plugin} */
export default {
  manifest: {
    manifestVersion: 1,
    name: "__NAME__",
    version: "0.1.0",
    description: "Greets in every prompt.",
    hooks: { "prompt.preprocess": { priority: 0 } },
  },
  hooks: {
    "prompt.preprocess": (payload, ctx) => {
      ctx.log.info("saw a prompt", { length: payload.text.length });
      return { context: "__NAME__ says hello." };
    },
  },
};
