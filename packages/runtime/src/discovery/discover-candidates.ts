import type { LedgerEntry } from "@kodex/manifest";
import type { Candidate, UnreadableCandidate } from "../candidate.ts";
import { toSourceFailed } from "../errors.ts";
import { createLedgerWriter } from "../ledger-writer.ts";
import type { Plugin } from "../plugin.ts";
import { findCandidateFault } from "./candidate-fault.ts";
import type { DiscoveryContext, PluginSource } from "./source.ts";

/**
 * All candidates, source by source. A source that throws, or does not answer with a list, is a candidate that cannot be
 * read; so is each answer in its list that is no candidate, while the others count.
 */
export function discoverCandidates(
  sources: readonly PluginSource[],
  context: DiscoveryContext & { readonly record: (entry: LedgerEntry) => void },
): readonly Candidate[] {
  const writer = createLedgerWriter("discover", context.record);
  return sources.flatMap((source) => {
    const startedAt = performance.now();
    const candidates = discover(source, context);
    const durationMs = (performance.now() - startedAt) / Math.max(1, candidates.length);
    for (const candidate of candidates)
      if (candidate.kind === "unreadable")
        writer.refused(toPlaceName(candidate), candidate, "error", { error: candidate.error, durationMs });
      else writer.loaded(toPlaceName(candidate), candidate, `found by ${candidate.source}`, durationMs);
    return candidates;
  });
}

/** What a candidate is called while its name is not known. */
export function toPlaceName(candidate: Candidate): string {
  if (candidate.kind !== "inline") return candidate.file === "" ? `source "${candidate.source}"` : candidate.file;
  const name = readName(candidate.plugin);
  return typeof name === "string" && name !== "" ? name : `inline plugin ${candidate.position + 1}`;
}

/** Callers in plain JavaScript can pass anything. */
function readName(plugin: Plugin | null): unknown {
  try {
    return plugin?.manifest?.name;
  } catch {
    // Whoever reads its manifest learns that it throws; here it has no name.
    return undefined;
  }
}

function discover(source: PluginSource, { cwd }: DiscoveryContext): readonly Candidate[] {
  try {
    const answers: unknown = source.discover({ cwd });
    // A source that rejects later must not end the process.
    if (answers instanceof Promise) answers.catch(() => undefined);
    if (!Array.isArray(answers)) throw new TypeError("it did not answer with a list");
    return Array.from(answers as readonly Candidate[], (answer, place) => {
      const fault = findCandidateFault(answer);
      return fault === undefined ? answer : toFailed(source.name, cwd, new TypeError(`candidate ${place + 1} ${fault}`));
    });
  } catch (error) {
    return [toFailed(source.name, cwd, error)];
  }
}

function toFailed(source: string, cwd: string, cause: unknown): UnreadableCandidate {
  const error = toSourceFailed(source, cause);
  return { kind: "unreadable", origin: source, source, tier: "project", file: "", root: cwd, firstParty: false, error };
}
