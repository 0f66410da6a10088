import { relative } from "node:path";
import type { CommandInput, CommandOutput } from "../command.ts";

/** `kodex scaffold <name>`: a new plugin in the workspace's folder for local plugins. */
export async function runScaffold({ args, options }: CommandInput): Promise<CommandOutput> {
  const [name = ""] = args;
  const { scaffoldPlugin } = await import("@kodex/create-plugin");
  const { files, next } = scaffoldPlugin({
    folder: options.plugins[0] ?? "plugins",
    cwd: options.cwd,
    name,
    template: options.template ?? "file",
    force: options.force === true,
    ...(options.lang === undefined ? {} : { language: options.lang }),
  });
  const shown = files.map((file) => relative(options.cwd, file));
  return {
    ok: true,
    data: { files: shown },
    diagnostics: [],
    render: ({ paint }) =>
      [...shown.map((file) => `${paint.green("+")} ${file}`), "", "Next", ...next.map((command) => `  ${command}`)].join("\n"),
  };
}
