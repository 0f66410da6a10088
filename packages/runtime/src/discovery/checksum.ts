/**
 * A checksum of 64 bits that finds damage, not malice. Loading `node:crypto` for something stronger would take longer
 * than everything else that a small index costs. Four bytes at a time, in two sums that turn differently.
 */
export function toChecksum(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  let a = bytes.length;
  let b = ~bytes.length;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as number;
    a = Math.imul(turn(a ^ word, 13), FACTOR_A);
    b = Math.imul(turn(b ^ word, 17), FACTOR_B);
  }
  return toHex(a) + toHex(b);
}

/** Odd numbers without a pattern: the digits of the golden ratio and of the square root of 2. */
const FACTOR_A = 0x9e3779b1;
const FACTOR_B = 0x6a09e667;

/** Turns 32 bits to the left, so that the high ones meet the low ones of the next word. */
function turn(sum: number, bits: number): number {
  return (sum << bits) | (sum >>> (32 - bits));
}

function toHex(sum: number): string {
  return (sum >>> 0).toString(16).padStart(8, "0");
}
