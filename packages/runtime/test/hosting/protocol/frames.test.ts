import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrameReader, MAX_FRAME_BYTES, toFrame } from "../../../src/hosting/protocol/frames.ts";

function read(chunks: Iterable<Buffer>): { readonly frames: string[]; readonly violations: string[] } {
  const frames: string[] = [];
  const violations: string[] = [];
  const reader = createFrameReader(
    (text) => void frames.push(text),
    (reason) => void violations.push(reason),
  );
  for (const chunk of chunks) reader.push(chunk);
  return { frames, violations };
}

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places].map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

describe("createFrameReader", () => {
  test("waits for the end of a line that comes in parts", () => {
    expect(read([Buffer.from('{"a"'), Buffer.from(":1")]).frames).toEqual([]);
    expect(read([Buffer.from('{"a"'), Buffer.from(":1"), Buffer.from("}\n")]).frames).toEqual(['{"a":1}']);
  });

  test("gives all the lines of one chunk, and keeps the rest", () => {
    expect(read([Buffer.from("1\n2\n3\n4")]).frames).toEqual(["1", "2", "3"]);
  });

  test("takes no offence at empty lines and carriage returns", () => {
    expect(read([Buffer.from("\n\r\n  \n1\r\n\n2\n")])).toEqual({ frames: ["1", "2"], violations: [] });
  });

  test("joins a character whose bytes come in two chunks", () => {
    const bytes = Buffer.from('"é🎈"\n');
    for (let place = 0; place <= bytes.length; place += 1) expect(read(cut(bytes, [place])).frames).toEqual(['"é🎈"']);
  });

  test("refuses a line that is not UTF-8", () => {
    expect(read([Buffer.from([0x22, 0xff, 0x22, 10]), Buffer.from("1\n")])).toEqual({ frames: [], violations: ["a line is not UTF-8"] });
  });

  test("takes a line of exactly 1 MiB, and none that is a byte longer", () => {
    const longest = Buffer.alloc(MAX_FRAME_BYTES, "x");
    expect(read([longest, Buffer.from("\n")]).frames.map(({ length }) => length)).toEqual([MAX_FRAME_BYTES]);
    expect(read([Buffer.concat([longest, Buffer.from("\n")])]).frames).toHaveLength(1);
    const violations = ["a line is longer than 1048576 bytes"];
    expect(read([Buffer.concat([longest, Buffer.from("x\n")])])).toEqual({ frames: [], violations });
    expect(read([longest, Buffer.from("x")])).toEqual({ frames: [], violations });
  });

  test("breaks off an endless line at its end of room, once, and reads nothing more", () => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    const outcome = read([...Array.from({ length: 100 }, () => chunk), Buffer.from("\n1\n")]);
    expect(outcome).toEqual({ frames: [], violations: ["a line is longer than 1048576 bytes"] });
  });

  test("holds no more than the room of one line of a line that comes byte by byte", () => {
    const one = Buffer.from("x");
    const before = process.memoryUsage();
    const reader = createFrameReader(
      () => undefined,
      () => undefined,
    );
    for (let count = 0; count < MAX_FRAME_BYTES; count += 1) reader.push(one);
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(4 * MAX_FRAME_BYTES);
  });

  test("property: any cutting of the bytes gives the same frames", () => {
    const lines = fc.array(
      fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(lines, fc.array(fc.nat(), { maxLength: 12 }), (texts, places) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
        expect(read(cut(bytes, places))).toEqual({ frames: texts, violations: [] });
      }),
    );
  });

  test("property: whatever the bytes are, frames are whole lines of them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(), { maxLength: 5 }), (raw, places) => {
        const { frames, violations } = read(cut(Buffer.from(raw), places));
        expect(violations.length).toBeLessThanOrEqual(1);
        const whole = Buffer.from(raw)
          .toString("utf8")
          .split("\n")
          .map((line) => line.trim());
        for (const frame of frames) expect(whole).toContain(frame);
      }),
    );
  });
});

describe("toFrame", () => {
  test("ends with its only newline", () => {
    expect(toFrame({ text: "a\nb" })).toBe('{"text":"a\\nb"}\n');
  });

  test("refuses what the other side would refuse", () => {
    expect(() => toFrame("x".repeat(MAX_FRAME_BYTES))).toThrow("a message of 1048578 bytes is longer than 1048576");
    expect(() => toFrame("é".repeat(MAX_FRAME_BYTES / 2))).toThrow(RangeError);
    expect(toFrame("x".repeat(MAX_FRAME_BYTES - 2))).toHaveLength(MAX_FRAME_BYTES + 1);
  });

  test("property: a reader gives back what was framed", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(read([Buffer.from(toFrame(value))]).frames.map((text) => JSON.parse(text) as unknown)).toEqual([
          JSON.parse(JSON.stringify(value)),
        ]);
      }),
    );
  });
});
