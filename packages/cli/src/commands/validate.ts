import { resolve } from "node:path";
import { resolveStateDirectory, validatePlugin } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput } from "../command.ts";
import { toVersionInvalid } from "../errors.ts";
import { showProgress } from "../output/progress.ts";

/** What looks like a version; the rest of SemVer is for the check of the manifest to hold. */
const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** `kodex validate [path]`: one plugin, as its author wants it checked. @throws UsageError for an API version that is none */
export async function runValidate(input: CommandInput): Promise<CommandOutput> {
  const { args, options, terminal } = input;
  const path = resolve(options.cwd, args[0] ?? ".");
  const { against } = options;
  if (against !== undefined && !VERSION.test(against)) throw toVersionInvalid("against", against);
  const endProgress = showProgress(input);
  input.onProcessEnd(() => [path]);
  const { diagnostics, valid } = await validatePlugin(path, {
    stateDirectory: resolveStateDirectory(options.cwd, terminal.env),
    ...(against === undefined ? {} : { apiVersion: against }),
  }).finally(endProgress);
  return {
    ok: valid,
    data: { valid, diagnostics },
    diagnostics,
    render: ({ paint }) => (valid ? `${paint.green("✔")} ${path} is valid` : ""),
  };
}
