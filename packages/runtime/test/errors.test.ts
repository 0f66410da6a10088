import * as runtime from "@kodex/runtime";
import { KodexError, type RuntimeErrorCode } from "@kodex/runtime";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import * as errors from "../src/errors.ts";
import { EXAMPLES } from "./error-examples.ts";
import { cause, plugin } from "./example-error.ts";

describe("each factory says who and what, and how to mend it:", () => {
  test.each(Object.entries(EXAMPLES))("%s", (_, [error, code, message, hint]) => {
    expect({ code: error.code, message: error.message, hint: error.hint }).toEqual({ code, message, hint });
    expect(KodexError.is(error)).toBe(true);
    expect(error.name).toBe(error.constructor.name);
    // Whoever passes a cause finds it again.
    if (message.includes("boom")) expect(error.cause).toBe(cause);
  });

  test("and none is without an example", () => {
    const names = Object.keys(errors).filter((name) => /^to(?!ErrorMessage$|ErrorValue$)/.test(name));
    expect(Object.keys(EXAMPLES).sort()).toEqual(names.sort());
  });

  test("a message is a clause without a full stop, a hint one imperative sentence", () => {
    for (const [, , message, hint = "Do it."] of Object.values(EXAMPLES)) {
      expect(message).not.toMatch(/\.$|\n/);
      expect(hint).toMatch(/^[A-Z][^\n]*[.?]$/);
    }
  });
});

describe("the error classes that are exported", () => {
  test("are these, and all of them are branded", () => {
    const classes = Object.entries(runtime).filter(([name]) => name.endsWith("Error"));
    expect(classes.map(([name]) => name).sort()).toEqual([
      "CapabilityError",
      "HookExecutionError",
      "KodexError",
      "PermissionDeniedError",
      "PluginLoadError",
      "PluginValidationError",
      "RuntimeStateError",
    ]);
    const diagnostic = { severity: "error", code: "VERSION_INVALID", message: "it is old" } as const;
    for (const [name, Class] of classes) {
      const make = Class as unknown as new (...args: unknown[]) => Error;
      const error = name === "PluginValidationError" ? new make([diagnostic]) : new make("it is old", { code: "X", hook: "h", atom: "a" });
      expect(KodexError.is(error), name).toBe(true);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe(name);
    }
  });

  test("carry what they are about", () => {
    expect(errors.toHandlerTimeout(plugin, "tool.before", 1)).toMatchObject({ plugin, hook: "tool.before" });
    expect(errors.toCapabilityFailed("code.format", plugin, cause)).toMatchObject({ plugin, capability: "code.format", cause });
    expect(errors.toPermissionDenied(plugin, "lint", "env:CI")).toMatchObject({ plugin, atom: "env:CI" });
    expect(errors.toSchemaRefused("it is odd").capability).toBe("");
  });

  test("have codes from closed unions", () => {
    expectTypeOf<runtime.PluginLoadError["code"]>().toEqualTypeOf<runtime.LoadErrorCode>();
    expectTypeOf<runtime.RuntimeStateError["code"]>().toEqualTypeOf<"RUNTIME_NOT_LOADED" | "RUNTIME_CLOSED" | "OPTION_INVALID">();
    expectTypeOf<runtime.PermissionDeniedError["code"]>().toEqualTypeOf<"PERMISSION_DENIED">();
    expectTypeOf<RuntimeErrorCode>().toEqualTypeOf<
      | runtime.LoadErrorCode
      | runtime.RefusalErrorCode
      | runtime.HookErrorCode
      | runtime.CapabilityErrorCode
      | runtime.RuntimeStateErrorCode
      | runtime.PermissionErrorCode
    >();
  });
});

describe("KodexError.is", () => {
  test("knows the errors of another installed copy, which instanceof does not", async () => {
    vi.resetModules();
    const other = await import("../src/errors.ts");
    const { KodexError: OtherError } = await import("@kodex/manifest");
    expect(OtherError).not.toBe(KodexError);
    const foreign = other.toRuntimeClosed("emit");
    expect(foreign).not.toBeInstanceOf(KodexError);
    expect(KodexError.is(foreign)).toBe(true);
    expect(OtherError.is(errors.toRuntimeClosed("emit"))).toBe(true);
  });

  test.each([
    ["an error with a code", Object.assign(new Error("no"), { code: "RUNTIME_CLOSED" })],
    ["an object that looks like one", { name: "KodexError", code: "RUNTIME_CLOSED", message: "no" }],
    ["nothing", undefined],
    ["null", null],
    ["a text", "RUNTIME_CLOSED"],
  ])("does not take %s for one", (_, value) => {
    expect(KodexError.is(value)).toBe(false);
  });
});

describe("toErrorMessage", () => {
  test.each<[string, unknown, string]>([
    ["an error", new Error("boom"), "boom"],
    ["an error without a message", new TypeError(), "TypeError"],
    ["a text", "boom", "boom"],
    ["nothing", undefined, "undefined was thrown"],
    ["null", null, "null was thrown"],
    ["a number", 7, "a value of type number was thrown"],
    ["a function", () => 1, "a value of type function was thrown"],
    ["an object with a message", { message: "boom" }, "boom"],
    ["an object without one", {}, "a value of type object was thrown"],
    ["an object with a message that is no text", { message: 1 }, "a value of type object was thrown"],
  ])("has words for %s", (_, thrown, message) => {
    expect(errors.toErrorMessage(thrown)).toBe(message);
  });

  test.each<[string, unknown, object]>([
    ["an error", new TypeError("boom"), { name: "TypeError", message: "boom" }],
    [
      "an error with a code",
      errors.toRuntimeClosed("emit"),
      { name: "RuntimeStateError", code: "RUNTIME_CLOSED", message: "emit was called after close()" },
    ],
    ["nothing", undefined, { name: "undefined", message: "undefined was thrown" }],
    ["a text", "boom", { name: "string", message: "boom" }],
  ])("and toErrorValue a JSON value for %s", (_, thrown, value) => {
    expect(errors.toErrorValue(thrown)).toEqual(value);
    expect(JSON.parse(JSON.stringify(errors.toErrorValue(thrown)))).toEqual(value);
  });
});
