import { type ExplainEntry, findClosest, type HookName, VOCABULARY } from "@kodex/manifest";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { renderTable } from "../output/table.ts";
import { readJsonArgument } from "../read-json.ts";
import { UsageError } from "../usage-error.ts";

/** `kodex explain <hook> [plugin]`: why each handler would or would not run. Bad news when the plugin has no part in it. */
export async function runExplain(input: CommandInput): Promise<CommandOutput> {
  const [hook = "", plugin] = input.args;
  const { cwd, payload } = input.options;
  const value =
    payload === undefined ? undefined : await readJsonArgument({ option: "payload", value: payload, cwd, stdin: input.terminal.stdin });
  return withRuntime(input, (runtime) => {
    const all = explain(() => runtime.explain(hook as HookName, value), hook);
    const handlers =
      plugin === undefined
        ? all
        : all.filter((entry) => entry.plugin === plugin || entry.plugin.slice(0, entry.plugin.lastIndexOf("@")) === plugin);
    const isMissing = plugin !== undefined && handlers.length === 0;
    const missing = isMissing
      ? [
          {
            severity: "error",
            code: "PLUGIN_NOT_FOUND",
            message: `no plugin "${plugin}" handles "${hook}"`,
            hint: "See `kodex list` for the plugins and their hooks.",
          } as const,
        ]
      : [];
    return {
      ok: !isMissing,
      data: { handlers },
      diagnostics: [...missing, ...runtime.diagnostics],
      render: (view) => (isMissing ? "" : render(handlers, hook, view)),
    };
  });
}

function explain(ask: () => readonly ExplainEntry[], hook: string): readonly ExplainEntry[] {
  try {
    return ask();
  } catch (error) {
    const closest = findClosest(hook, Object.keys(VOCABULARY));
    throw new UsageError(
      "HOOK_UNKNOWN",
      (error as Error).message,
      closest === undefined ? "See `docs/hooks.md`, or `kodex schema hooks`." : `Did you mean "${closest}"?`,
    );
  }
}

function render(handlers: readonly ExplainEntry[], hook: string, view: View): string {
  if (handlers.length === 0) return `No plugin handles "${hook}".`;
  const { paint } = view;
  const rows = handlers.map(({ code, plugin, position, reason = "", willRun }) => [
    willRun ? String(position) : "–",
    escapeLine(plugin),
    willRun ? paint.green("runs") : paint.red("does not run"),
    `${escapeLine(reason)}${code === undefined ? "" : `  [${code}]`}`,
  ]);
  return renderTable(["#", "PLUGIN", "", "WHY"], rows, view);
}
