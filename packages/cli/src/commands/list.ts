import { isAbsolute, relative } from "node:path";
import type { PluginListing } from "@kodex/manifest";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { renderTable } from "../output/table.ts";

/** `kodex list`: every plugin that was seen. */
export function runList(input: CommandInput): Promise<CommandOutput> {
  return withRuntime(input, (runtime) => {
    const plugins = runtime.list();
    return {
      ok: true,
      data: { plugins },
      diagnostics: [...listNotices(input.options), ...runtime.diagnostics],
      render: (view) => render(plugins, input.options.cwd, view),
    };
  });
}

function render(plugins: readonly PluginListing[], cwd: string, view: View): string {
  if (plugins.length === 0) return `There are no plugins in ${cwd}. Start one with \`kodex scaffold <name>\`.`;
  const colours = { loaded: view.paint.green, skipped: view.paint.yellow, error: view.paint.red };
  const rows = plugins.map(({ capabilities, hooks, isolation, name, origin, status, trust, version }) => [
    // A plugin whose manifest could not be read goes by its file.
    escapeLine(isAbsolute(name) ? relative(cwd, name) : name),
    version,
    colours[status](status),
    origin,
    isolation,
    trust,
    [...hooks, ...capabilities].map(escapeLine).join(", "),
  ]);
  return renderTable(["PLUGIN", "VERSION", "STATUS", "ORIGIN", "ISOLATION", "TRUST", "HOOKS AND CAPABILITIES"], rows, view);
}
