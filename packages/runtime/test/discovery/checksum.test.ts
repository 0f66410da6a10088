import fc from "fast-check";
import { expect, test } from "vitest";
import { toChecksum } from "../../src/discovery/checksum.ts";

test("is the same in every release", () => {
  expect(["", "a", "ab", "ba", "kodex"].map(toChecksum)).toEqual(EXPECTED);
});

const EXPECTED = ["00000000ffffffff", "b44c0000c8b61999", "3a2e6000864c1999", "366c0000bab61999", "a0ac7213969a3b17"];

test("property: a text with one character changed, lost, added or moved has another one", () => {
  const texts = fc.tuple(fc.string({ minLength: 1, maxLength: 200 }), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }));
  fc.assert(
    fc.property(texts, ([text, seed, other]) => {
      const at = seed % text.length;
      const [head, tail] = [text.slice(0, at), text.slice(at + 1)];
      const damaged = [`${head}${other}${tail}`, `${head}${tail}`, `${head}${other}${text.slice(at)}`, `${tail}${text.slice(0, at + 1)}`];
      for (const wrong of damaged) if (wrong !== text) expect(toChecksum(wrong)).not.toBe(toChecksum(text));
    }),
  );
});
