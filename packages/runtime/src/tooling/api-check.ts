import { checkManifest, type Diagnostic, type ManifestOptions } from "@kodex/manifest";

/**
 * Findings about a manifest held against one version of the plugin API, and those that were there before, each once:
 * what this host's own version deprecates is left to the version that was asked for.
 */
export function holdAgainst(
  input: unknown,
  options: ManifestOptions & { readonly apiVersion: string },
  before: readonly Diagnostic[],
): readonly Diagnostic[] {
  const held = checkManifest(input, options);
  const known = new Set(held.map(toKey));
  return [...held, ...before.filter((finding) => finding.code !== "DEPRECATED" && !known.has(toKey(finding)))];
}

function toKey({ code, message, path = "" }: Diagnostic): string {
  return JSON.stringify([code, path, message]);
}
