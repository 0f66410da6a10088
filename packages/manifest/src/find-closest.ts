import leven from "leven";

/**
 * The candidate that a person most likely meant, if one is close enough: a third of its letters may differ, two at
 * least where there are four. Two neighbours that have changed places are one mistake.
 */
export function findClosest(name: string, candidates: Iterable<string>): string | undefined {
  let closest: string | undefined;
  let least = (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = measure(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least || (distance === least && closest !== undefined && candidate < closest)) {
      closest = candidate;
      least = distance;
    }
  }
  return closest;
}

function measure(name: string, candidate: string): number {
  return isSwapped(name, candidate) ? 1 : leven(name, candidate);
}

function isSwapped(name: string, candidate: string): boolean {
  if (name.length !== candidate.length || name === candidate) return false;
  let place = 0;
  while (name[place] === candidate[place]) place += 1;
  return candidate === `${name.slice(0, place)}${name[place + 1] ?? ""}${name[place]}${name.slice(place + 2)}`;
}
