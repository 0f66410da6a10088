import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { logStderr } from "../../src/hosting/stderr-log.ts";
import type { PluginLog } from "../../src/plugin.ts";

async function read(chunks: readonly Buffer[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const note = (message: string): void => void lines.push(message);
  const log: PluginLog = { debug: note, info: note, warn: (message) => note(`warning: ${message}`), error: note };
  const stream = new PassThrough();
  logStderr(stream, log);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.once("end", resolve));
  return lines;
}

test("gives whole lines, the last one without its end too", async () => {
  expect(await read([Buffer.from("one\ntw"), Buffer.from("o\r\n\n  \nthree")])).toEqual(["one", "two", "three"]);
});

test("cuts a line that has no end, and everything that is beyond 256 KiB", async () => {
  expect((await read([Buffer.from("x".repeat(10_000)), Buffer.from("y\n")])).map(({ length }) => length)).toEqual([10_000, 1]);
  const lines = await read([Buffer.from(`${"x".repeat(262_143)}\n`), Buffer.from("more\n"), Buffer.from("and more\n")]);
  expect(lines.at(-1)).toBe("warning: standard error is longer than 262144 bytes; the rest is dropped");
  expect(lines.join("")).not.toContain("more");
});

test("property: however the bytes are cut, the lines are the same", async () => {
  const line = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== "" && !/[\r\n]/.test(text));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 6 }), async (lines, places) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
      const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
      expect(await read(ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)))).toEqual(lines);
    }),
    { numRuns: 50 },
  );
});
