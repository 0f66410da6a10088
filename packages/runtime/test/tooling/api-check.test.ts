import { type HookSpec, VOCABULARY } from "@kodex/manifest";
import { expect, test } from "vitest";
import { holdAgainst } from "../../src/tooling/api-check.ts";

const deprecated = { since: "1.0.0", removal: "2.0.0", replacement: "tool.before" };
const hooks: Readonly<Record<string, HookSpec>> = { "tool.old": { ...(VOCABULARY["tool.before"] as HookSpec), deprecated } };
const manifest = {
  manifestVersion: 1,
  name: "lint",
  version: "1.0.0",
  main: "./a.js",
  engines: { kodex: ">=1" },
  hooks: { "tool.old": {} },
};
const hold = (apiVersion: string) =>
  holdAgainst(manifest, { apiVersion, hooks }, holdAgainst(manifest, { apiVersion: "1.0.0", hooks }, []));

test("what is deprecated here is told once for a version that still has it", () => {
  expect(hold("1.4.0").map(({ code, severity }) => [severity, code])).toEqual([["warning", "DEPRECATED"]]);
});

test("what is deprecated here is an error for a version that no longer has it, and no warning besides", () => {
  expect(hold("2.0.0").map(({ code, severity }) => [severity, code])).toEqual([["error", "REMOVED"]]);
});

test("keeps what was found otherwise", () => {
  const finding = { severity: "error", code: "HOOK_NOT_IMPLEMENTED", message: "lint@1.0.0 declares a hook" } as const;
  expect(holdAgainst(manifest, { apiVersion: "0.9.0", hooks }, [finding]).at(-1)).toBe(finding);
});
