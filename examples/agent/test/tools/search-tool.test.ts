import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createToolbox, type Toolbox } from "./tools.ts";

let box: Toolbox;
afterEach(() => box.workspace.remove());

test("gives file, line and text of every hit, in order", async () => {
  box = createToolbox({ "b.ts": "x\n  needle()\n", "a/c.md": "needle", "d.txt": "nothing" });
  expect(await box.call("search_text", { text: "needle" })).toBe("a/c.md:1: needle\nb.ts:2: needle()");
});

test("takes the text exactly, not as a pattern", async () => {
  box = createToolbox({ "a.txt": "axb\na.b" });
  expect(await box.call("search_text", { text: "a.b" })).toBe("a.txt:2: a.b");
});

test("passes over binary files, long files, dependencies and links", async () => {
  box = createToolbox({
    "a.bin": "needle\0",
    "long.txt": `needle${"x".repeat(1024 * 1024)}`,
    "node_modules/a.txt": "needle",
    "real.txt": "needle",
  });
  symlinkSync(join(box.workspace.path, "real.txt"), join(box.workspace.path, "link.txt"));
  symlinkSync(box.workspace.path, join(box.workspace.path, "loop"));
  expect(await box.call("search_text", { text: "needle" })).toBe("real.txt:1: needle");
});

test("gives a hundred hits at most", async () => {
  box = createToolbox({ "a.txt": "needle\n".repeat(150), "b.txt": "needle" });
  expect((await box.call("search_text", { text: "needle" })).split("\n")).toHaveLength(100);
});

test("is empty when nothing is found", async () => {
  box = createToolbox({ "a.txt": "x" });
  expect(await box.call("search_text", { text: "needle" })).toBe("");
});

test("refuses an empty text", async () => {
  box = createToolbox();
  await expect(box.call("search_text", { text: "" })).rejects.toThrow(new TypeError('"text" must not be empty'));
});

test("stops when it is aborted", async () => {
  box = createToolbox({ "a.txt": "x" });
  const reason = new Error("enough");
  await expect(box.call("search_text", { text: "x" }, AbortSignal.abort(reason))).rejects.toBe(reason);
});
