/** Sources of plugins for tests, by what they do. */
export const PLUGINS = {
  greeter: toModule("greeter", {
    hooks:
      '"prompt.preprocess": (payload, ctx) => { ctx.log.info("saw a prompt", { length: payload.text.length }); return { text: payload.text + "!" }; }',
  }),
  guard: toModule("guard", { hooks: '"tool.before": () => ({ decision: "deny", reason: "not on my watch" })' }),
  asker: toModule("asker", { hooks: '"tool.before": () => ({ decision: "ask", reason: "are you sure?" })' }),
  thrower: toModule("thrower", { hooks: '"turn.start": () => { throw new Error("boom"); }' }),
  formatter: toModule("formatter", {
    capabilities: '"code.format": (input) => ({ text: input.text.trim() })',
    declared:
      '"code.format": { version: "1.2.0", description: "Formats source code", input: { type: "object", required: ["text"] }, output: true }',
  }),
} as const;

interface ModuleParts {
  readonly hooks?: string;
  readonly capabilities?: string;
  readonly declared?: string;
}

/** A single file that is a plugin. */
export function toModule(name: string, { capabilities = "", declared = "", hooks = "" }: ModuleParts): string {
  return `export default {
  manifest: { manifestVersion: 1, name: "${name}", version: "1.0.0", capabilities: { ${declared} } },
  hooks: { ${hooks} },
  capabilities: { ${capabilities} },
};
`;
}

/** A payload of `tool.before`. */
export const CALL = JSON.stringify({ tool: "shell", input: { command: "ls" }, callId: "1" });
