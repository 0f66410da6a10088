import { expect, test, vi } from "vitest";
import * as manifest from "../src/index.ts";

const { KodexError, PluginValidationError } = manifest;

test("recognizes its errors, also those of another installed copy", async () => {
  vi.resetModules();
  const other = await import("../src/kodex-error.ts");
  const foreign = new other.KodexError("broken", { code: "X" });
  expect(other.KodexError).not.toBe(KodexError);
  expect(foreign instanceof KodexError).toBe(false);
  expect(KodexError.is(foreign)).toBe(true);
  expect(KodexError.is(new Error("plain"))).toBe(false);
  expect(KodexError.is(null)).toBe(false);
});

test("carries code, plugin, hint and cause", () => {
  const cause = new Error("inner");
  expect(new KodexError("broken", { code: "X", plugin: "a@1.0.0", hint: "Mend it.", cause })).toMatchObject({
    name: "KodexError",
    message: "broken",
    code: "X",
    plugin: "a@1.0.0",
    hint: "Mend it.",
    cause,
  });
});

test("a validation error speaks for its first error and keeps all findings", () => {
  const diagnostics = [
    { severity: "warning", code: "W", message: "w" },
    { severity: "error", code: "E", message: "e", hint: "h" },
  ] as const;
  const error = new PluginValidationError(diagnostics, "a@1.0.0");
  expect([error.name, error.code, error.message, error.hint, error.plugin, error.diagnostics, KodexError.is(error)]).toEqual([
    "PluginValidationError",
    "E",
    "e",
    "h",
    "a@1.0.0",
    diagnostics,
    true,
  ]);
});

test("a validation error without an error is a mistake of the caller", () => {
  expect(() => new PluginValidationError([])).toThrow(TypeError);
});

test("every error class that the package exports is branded", () => {
  const classes = Object.entries(manifest).filter(([name]) => name.endsWith("Error"));
  expect(classes.map(([name]) => name)).toEqual(["KodexError", "PluginValidationError"]);
  const diagnostic = { severity: "error", code: "X", message: "x" } as const;
  expect([new KodexError("x", { code: "X" }), new PluginValidationError([diagnostic])].map((error) => KodexError.is(error))).toEqual([
    true,
    true,
  ]);
});
