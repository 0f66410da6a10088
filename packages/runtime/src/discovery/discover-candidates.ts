import type { LedgerEntry } from "@kodex/manifest";
import type { Candidate } from "../candidate.ts";
import { toSourceFailed } from "../errors.ts";
import type { Plugin } from "../plugin.ts";
import type { DiscoveryContext, PluginSource } from "./source.ts";

/** All candidates, source by source. A source that throws is a candidate that cannot be read. */
export function discoverCandidates(
  sources: readonly PluginSource[],
  context: DiscoveryContext & { readonly record: (entry: LedgerEntry) => void },
): readonly Candidate[] {
  return sources.flatMap((source) => {
    const startedAt = performance.now();
    const candidates = discover(source, context);
    const durationMs = (performance.now() - startedAt) / Math.max(1, candidates.length);
    for (const candidate of candidates) {
      const plugin = toPlaceName(candidate);
      const found = {
        plugin,
        stage: "discover",
        source: candidate.source,
        durationMs,
        ...(candidate.file === "" ? {} : { file: candidate.file }),
      } as const;
      if (candidate.kind === "unreadable")
        context.record({
          ...found,
          outcome: "error",
          code: candidate.error.code,
          message: candidate.error.message,
          ...(candidate.error.hint === undefined ? {} : { hint: candidate.error.hint }),
        });
      else context.record({ ...found, outcome: "loaded", message: `found by ${candidate.source}` });
    }
    return candidates;
  });
}

/** What a candidate is called while its name is not known. */
export function toPlaceName(candidate: Candidate): string {
  if (candidate.kind !== "inline") return candidate.file;
  // Callers in plain JavaScript can pass anything.
  const name: unknown = (candidate.plugin as Plugin | null | undefined)?.manifest?.name;
  return typeof name === "string" && name !== "" ? name : `inline plugin ${candidate.position + 1}`;
}

function discover(source: PluginSource, context: DiscoveryContext): readonly Candidate[] {
  try {
    const candidates: unknown = source.discover({ cwd: context.cwd });
    if (!Array.isArray(candidates)) throw new TypeError("it did not answer with a list");
    return candidates as readonly Candidate[];
  } catch (error) {
    return [
      {
        kind: "unreadable",
        origin: source.name,
        source: source.name,
        tier: "project",
        file: "",
        root: context.cwd,
        firstParty: false,
        error: toSourceFailed(source.name, error),
      },
    ];
  }
}
