import leven from "leven";

/** The candidate that a person most likely meant, if one is close enough: a third of its letters may differ, two at least where there are four. */
export function findClosest(name: string, candidates: Iterable<string>): string | undefined {
  let closest: string | undefined;
  let least = (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = leven(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least || (distance === least && closest !== undefined && candidate < closest)) {
      closest = candidate;
      least = distance;
    }
  }
  return closest;
}
