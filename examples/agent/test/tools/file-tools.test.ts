import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createToolbox, type Toolbox } from "./tools.ts";

let box: Toolbox;
afterEach(() => box.workspace.remove());

describe("list_files", () => {
  test("names files and folders, sorted, without what is of no interest", async () => {
    box = createToolbox({ "b.txt": "", "a/x.txt": "", "node_modules/y": "", ".git/z": "" });
    expect(await box.call("list_files", { path: "." })).toBe("a/\nb.txt");
    expect(await box.call("list_files", { path: "a" })).toBe("x.txt");
  });

  test("fails for a folder that is not there", async () => {
    box = createToolbox();
    await expect(box.call("list_files", { path: "none" })).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("read_file", () => {
  test("gives a text", async () => {
    box = createToolbox({ "a.txt": "naïve\n" });
    expect(await box.call("read_file", { path: "a.txt" })).toBe("naïve\n");
  });

  test("cuts a long text and says how much is missing", async () => {
    box = createToolbox({ "a.txt": "x".repeat(20_005) });
    const text = await box.call("read_file", { path: "a.txt" });
    expect(text).toBe(`${"x".repeat(20_000)}\n… 5 more characters`);
  });

  test("refuses what is no text", async () => {
    box = createToolbox({ "a.bin": "a\0b" });
    await expect(box.call("read_file", { path: "a.bin" })).rejects.toThrow('"a.bin" is no text');
  });
});

describe("write_file", () => {
  test("writes a file, making its folders", async () => {
    box = createToolbox();
    expect(await box.call("write_file", { path: "a/b/c.txt", text: "hello" })).toBe("wrote a/b/c.txt");
    expect(readFileSync(join(box.workspace.path, "a/b/c.txt"), "utf8")).toBe("hello");
  });

  test("refuses input without a text, and writes nothing", async () => {
    box = createToolbox({ "a.txt": "old" });
    await expect(box.call("write_file", { path: "a.txt" })).rejects.toThrow(new TypeError('"text" must be a text'));
    expect(await box.call("read_file", { path: "a.txt" })).toBe("old");
  });
});

describe("every file tool", () => {
  const calls = [
    ["list_files", ".."],
    ["read_file", "../outside.txt"],
    ["read_file", "/etc/hostname"],
    ["write_file", "a/../../outside.txt"],
    ["write_file", "link/outside.txt"],
    ["read_file", "link/hostname"],
  ] as const;
  test.each(calls)("%s refuses %s", async (tool, path) => {
    box = createToolbox();
    symlinkSync("/etc", join(box.workspace.path, "link"));
    await expect(box.call(tool, { path, text: "" })).rejects.toThrow(`"${path}" lies outside the workspace`);
  });

  test.each(["list_files", "read_file", "write_file"])("%s refuses a path that is no text", async (tool) => {
    box = createToolbox();
    await expect(box.call(tool, { path: 7, text: "" })).rejects.toThrow(new TypeError('"path" must be a text'));
  });
});
