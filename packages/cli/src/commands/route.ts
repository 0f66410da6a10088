import type { RouteEntry } from "@kodex/manifest";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { renderTable } from "../output/table.ts";
import { UsageError } from "../usage-error.ts";

/** `kodex route <task…>`: ranked providers. Bad news when nothing fits. */
export function runRoute(input: CommandInput): Promise<CommandOutput> {
  const limit = Number(input.options.limit ?? 5);
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(
      "OPTION_VALUE_INVALID",
      `--limit is "${input.options.limit}", and must be a whole number above 0`,
      "Write --limit 5.",
    );
  return withRuntime(input, async (runtime) => {
    const candidates = await runtime.capabilities.route(input.args.join(" "), { limit });
    return {
      ok: candidates.length > 0,
      data: { candidates },
      diagnostics: runtime.diagnostics,
      render: (view) => render(candidates, view),
    };
  });
}

function render(candidates: readonly RouteEntry[], view: View): string {
  if (candidates.length === 0) return "No capability fits this task. See `kodex capabilities` for what there is.";
  return renderTable(
    ["CAPABILITY", "PLUGIN", "SCORE", "WHY"],
    candidates.map(({ capability, plugin, reasons, score }) => [
      capability,
      escapeLine(plugin),
      score.toFixed(2),
      escapeLine(reasons.join("; ")),
    ]),
    view,
  );
}
