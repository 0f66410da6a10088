import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readJsonArgument } from "../src/read-json.ts";

let cwd: string;
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-read-json-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

const read = (value: string, input = "") => readJsonArgument({ option: "payload", value, cwd, stdin: Readable.from([input]) });

test("a byte order mark and CRLF are no part of a value, wherever it comes from", async () => {
  const text = '\uFEFF{\r\n  "text": "hi"\r\n}\r\n';
  writeFileSync(join(cwd, "payload.json"), text);
  for (const value of ["@payload.json", "-", text]) expect(await read(value, text)).toEqual({ text: "hi" });
});

test("a mark within the text is not taken away", async () => {
  expect(await read('"a\uFEFF"')).toBe("a\uFEFF");
  await expect(read("\uFEFF\uFEFF1")).rejects.toMatchObject({ code: "INPUT_INVALID" });
});
