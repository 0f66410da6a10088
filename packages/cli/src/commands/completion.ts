import { VOCABULARY } from "@kodex/manifest";
import { readPluginNames } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput } from "../command.ts";
import { type CompletionNames, listCompletions } from "../completion/list-completions.ts";
import { SHELLS, toCompletionScript } from "../completion/shell-script.ts";
import { toShellUnknown } from "../errors.ts";
import { loadSettings, toSources } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { listSchemas } from "./schema.ts";

/**
 * `kodex completion <shell>`: the script that a shell sources. With words behind `--`, which is what the script calls:
 * the candidates for the last of them, one a line.
 */
export async function runCompletion(input: CommandInput): Promise<CommandOutput> {
  const [shell = "", ...words] = input.args;
  const known = SHELLS.find((candidate) => candidate === shell);
  if (known === undefined) throw toShellUnknown(shell, SHELLS);
  const text = words.length === 0 ? toCompletionScript(known) : listCompletions(words, toNames(input)).map(escapeLine).join("\n");
  return { ok: true, isBare: true, data: {}, diagnostics: [], render: () => text };
}

/** Each is looked for only when the word can be one. */
function toNames(input: CommandInput): CompletionNames {
  const peek = () => readPluginNames(input.options.cwd, toSources(input.options, loadSettings(input)));
  return {
    hook: () => Object.keys(VOCABULARY),
    schema: listSchemas,
    shell: () => SHELLS,
    plugin: () => peek().plugins,
    capability: () => peek().capabilities,
  };
}
