import { findClosest } from "@kodex/manifest";

/** A value as JSON, for a message. */
export const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** A hint that names the closest of the candidates; `otherwise` when none is close. */
export const didYouMean = (name: string, candidates: Iterable<string>, otherwise: string): string => {
  const closest = findClosest(name, candidates);
  return closest === undefined ? otherwise : `Did you mean "${closest}"?`;
};
