import type { RouteEntry } from "@kodex/manifest";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { renderTable } from "../output/table.ts";
import { readCount } from "../read-count.ts";

/** `kodex route <task…>`: ranked providers. Bad news when nothing fits. */
export function runRoute(input: CommandInput): Promise<CommandOutput> {
  const limit = readCount("limit", input.options.limit, 5);
  return withRuntime(input, async (runtime) => {
    const candidates = await runtime.capabilities.route(input.args.join(" "), { limit });
    return {
      ok: candidates.length > 0,
      data: { candidates },
      diagnostics: [...listNotices(input.options), ...runtime.diagnostics],
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
