import { expect, test } from "vitest";
import { checkManifest, type HookSpec, KODEX_API_VERSION, VOCABULARY } from "../../src/index.ts";
import { checkDeprecations } from "../../src/manifest/check-deprecations.ts";
import { validManifest } from "../valid-manifest.ts";

const deprecation = { since: "1.1.0", removal: "2.0.0", replacement: "tool.before" };
const hooks: Readonly<Record<string, HookSpec>> = {
  "tool.old": { ...VOCABULARY["tool.before"]!, deprecated: deprecation },
  "tool.new": { ...VOCABULARY["tool.before"]!, deprecatedFields: { callId: { since: "1.0.0", removal: "1.5.0" } } },
};
const manifest = validManifest({
  engines: { kodex: ">=1" },
  hooks: { "tool.old": {}, "tool.new": { fields: ["callId"], match: { callId: "1" } } },
});
const findingsAt = (apiVersion?: string): string[] =>
  checkManifest(manifest, { hooks, ...(apiVersion === undefined ? {} : { apiVersion }) }).map(
    ({ code, hint, message, path, severity }) => `${severity} ${code} ${path}: ${message}. ${hint}`,
  );

test("says nothing before the version that deprecates, warns from it on, and refuses from the removal on", () => {
  const field = (place: string, severity: string, code: string, rest: string): string =>
    `${severity} ${code} /hooks/tool.new/${place}: lint@0.4.1 uses field "callId" of hook "tool.new", ${rest}. Remove /hooks/tool.new/${place}.`;
  const places = ["fields/0", "match/callId"];
  const hook = '/hooks/tool.old: lint@0.4.1 uses hook "tool.old", which is';
  const warnings = places.map((place) => field(place, "warning", "DEPRECATED", "which is deprecated since 1.0.0 and is gone in 1.5.0"));
  const errors = places.map((place) => field(place, "error", "REMOVED", "which is gone since 1.5.0"));
  expect(findingsAt("0.9.0").filter((line) => !line.includes("ENGINE"))).toEqual([]);
  expect(findingsAt()).toEqual(warnings);
  expect(findingsAt("1.1.0")).toEqual([
    ...warnings,
    `warning DEPRECATED ${hook} deprecated since 1.1.0 and is gone in 2.0.0. Use "tool.before" instead.`,
  ]);
  expect(findingsAt("2.0.0")).toEqual([...errors, `error REMOVED ${hook} gone since 2.0.0. Use "tool.before" instead.`]);
});

test("holds the engine range against the version asked for, and only then", () => {
  const check = (kodex: string, apiVersion?: string): string[] =>
    checkManifest(validManifest({ engines: { kodex } }), apiVersion === undefined ? {} : { apiVersion }).map(({ message }) => message);
  expect(check("^1.0.0", "2.0.0")).toEqual(["lint@0.4.1 needs the plugin API ^1.0.0; it is held against 2.0.0"]);
  expect(check("^1.0.0", "1.9.0")).toEqual([]);
  expect(check("^7.0.0")).toEqual([]);
  expect(checkManifest(validManifest(), { apiVersion: "2.0.0" }).map(({ code }) => code)).toEqual(["ENGINE_UNSUPPORTED"]);
});

test("knows deprecated keys by their pointer", () => {
  const keys = { "/activation": { since: "1.0.0", removal: "2.0.0" }, "/engines/node": deprecation };
  const subject = { hooks: new Map(), apiVersion: "1.2.0", keys };
  expect(checkDeprecations({ activation: "eager" }, "lint", subject).map(({ message, path }) => `${path}: ${message}`)).toEqual([
    '/activation: lint uses the key "activation", which is deprecated since 1.0.0 and is gone in 2.0.0',
  ]);
  expect(checkDeprecations({}, "lint", subject)).toEqual([]);
});

test("an API version that is none is a finding too", () => {
  expect(checkManifest(validManifest(), { apiVersion: "next" }).map(({ code, message }) => [code, message])).toEqual([
    ["VERSION_INVALID", '"next" is not a SemVer version'],
  ]);
});

test("the plugin API has version 1.0.0, and nothing of it is deprecated", () => {
  expect(KODEX_API_VERSION).toBe("1.0.0");
  expect(Object.values(VOCABULARY).filter(({ deprecated, deprecatedFields }) => deprecated ?? deprecatedFields)).toEqual([]);
});
