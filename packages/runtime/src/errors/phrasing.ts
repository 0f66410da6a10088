import { findClosest } from "@kodex/manifest";

/** A value as JSON, for a message. */
export const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** The name in `name@version`. */
export const toName = (plugin: string): string => plugin.slice(0, plugin.lastIndexOf("@"));

/** Where a plugin says what it did; a host handler has no log of its own. */
export const seeLogs = (plugin: string): { readonly hint?: string } =>
  plugin.includes("@") ? { hint: `See \`kodex logs ${toName(plugin)}\` for what it logged.` } : {};

/** A hint that names the closest of the candidates; `otherwise` when none is close. */
export const didYouMean = (name: string, candidates: Iterable<string>, otherwise: string): string => {
  const closest = findClosest(name, candidates);
  return closest === undefined ? otherwise : `Did you mean "${closest}"?`;
};
