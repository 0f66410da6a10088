/**
 * A checksum of 64 bits that finds damage, not malice: two FNV-1a sums, of the text forward and backward. Loading
 * `node:crypto` for something stronger would take longer than reading the whole index does.
 */
export function toChecksum(text: string): string {
  let forward = BASIS;
  let backward = BASIS;
  for (let at = 0, end = text.length - 1; at <= end; at += 1) {
    forward = Math.imul(forward ^ text.charCodeAt(at), PRIME);
    backward = Math.imul(backward ^ text.charCodeAt(end - at), PRIME);
  }
  return toHex(forward) + toHex(backward);
}

/** The 32-bit constants of FNV. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

function toHex(sum: number): string {
  return (sum >>> 0).toString(16).padStart(8, "0");
}
