import { type CapabilityListing, type Diagnostic, findClosest } from "@kodex/manifest";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";
import { renderTable } from "../output/table.ts";

/** `kodex capabilities [id]`: the capability index. Bad news when the id is not found. */
export function runCapabilities(input: CommandInput): Promise<CommandOutput> {
  const [id] = input.args;
  return withRuntime(input, (runtime) => {
    const all = runtime.capabilities.list();
    const capabilities = id === undefined ? all : all.filter((capability) => capability.id === id);
    const missing = id !== undefined && capabilities.length === 0 ? [toMissing(id, all)] : [];
    return {
      ok: missing.length === 0,
      data: { capabilities },
      diagnostics: [...missing, ...listNotices(input.options), ...runtime.diagnostics],
      render: (view) => (all.length === 0 && id === undefined ? "No plugin here offers a capability." : render(capabilities, view)),
    };
  });
}

function toMissing(id: string, all: readonly CapabilityListing[]): Diagnostic {
  const closest = findClosest(
    id,
    all.map((capability) => capability.id),
  );
  return {
    severity: "error",
    code: "CAPABILITY_UNKNOWN",
    message: `no plugin provides the capability "${id}"`,
    hint: closest === undefined ? "See `kodex capabilities` for what there is." : `Did you mean "${closest}"?`,
  };
}

function render(capabilities: readonly CapabilityListing[], view: View): string {
  if (capabilities.length === 0) return "";
  const rows = capabilities.flatMap(({ description, id, providers }) =>
    providers.map(({ plugin, priority, version }, place) => [
      place === 0 ? id : "",
      version,
      escapeLine(plugin),
      String(priority),
      place === 0 ? escapeLine(description) : "",
    ]),
  );
  return renderTable(["CAPABILITY", "VERSION", "PROVIDER", "PRIORITY", "DESCRIPTION"], rows, view);
}
