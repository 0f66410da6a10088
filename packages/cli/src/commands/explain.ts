import { type Diagnostic, type ExplainEntry, type HookName, KodexError, VOCABULARY } from "@kodex/manifest";
import type { Runtime } from "@kodex/runtime";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { didYouMean, toHookUnknown } from "../errors.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { renderTable } from "../output/table.ts";
import { readJsonArgument } from "../read-json.ts";

/** `kodex explain <hook> [plugin]`: why each handler would or would not run. Bad news when the plugin has no part in it. */
export async function runExplain(input: CommandInput): Promise<CommandOutput> {
  const [hook = "", plugin] = input.args;
  const { cwd, payload } = input.options;
  const value =
    payload === undefined ? undefined : await readJsonArgument({ option: "payload", value: payload, cwd, stdin: input.terminal.stdin });
  return withRuntime(input, (runtime) => {
    const handlers = explain(runtime, hook, value, plugin);
    const missing = plugin !== undefined && handlers.length === 0 ? [toMissing(plugin, runtime)] : [];
    return {
      ok: missing.length === 0 && !handlers.some(({ code }) => code === "HOOK_NOT_HANDLED"),
      data: { handlers },
      diagnostics: [...missing, ...listNotices(input.options), ...runtime.diagnostics],
      render: (view) => (missing.length > 0 ? "" : render(handlers, hook, view)),
    };
  });
}

/** @throws UsageError for a hook that does not exist */
export function explain(runtime: Runtime, hook: string, payload?: unknown, plugin?: string): readonly ExplainEntry[] {
  try {
    return runtime.explain(hook as HookName, payload, plugin === undefined ? {} : { plugin });
  } catch (error) {
    if (KodexError.is(error) && error.code === "HOOK_UNKNOWN") throw toHookUnknown(hook, Object.keys(VOCABULARY));
    throw error;
  }
}

function toMissing(plugin: string, runtime: Runtime): Diagnostic {
  return {
    severity: "error",
    code: "PLUGIN_NOT_FOUND",
    message: `there is no plugin "${plugin}"`,
    hint:
      didYouMean(
        plugin,
        runtime.list().map(({ name }) => name),
      ) ?? "See `kodex list` for the plugins and their hooks.",
  };
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
