import { resolve } from "node:path";
import { resolveStateDirectory, validatePlugin } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput } from "../command.ts";

/** `kodex validate [path]`: one plugin, as its author wants it checked. */
export async function runValidate({ args, options, terminal }: CommandInput): Promise<CommandOutput> {
  const path = resolve(options.cwd, args[0] ?? ".");
  const { diagnostics, valid } = await validatePlugin(path, { stateDirectory: resolveStateDirectory(options.cwd, terminal.env) });
  return {
    ok: valid,
    data: { valid, diagnostics },
    diagnostics,
    render: ({ paint }) => (valid ? `${paint.green("✔")} ${path} is valid` : ""),
  };
}
