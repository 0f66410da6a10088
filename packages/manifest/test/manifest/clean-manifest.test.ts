import { expect, test } from "vitest";
import { normalizeManifest } from "../../src/index.ts";
import { validManifest } from "../valid-manifest.ts";

const changesOf = (changes: Record<string, unknown>): string[] =>
  normalizeManifest(validManifest(changes)).diagnostics.map(({ message, path, severity }) => `${severity} ${path}: ${message}`);

test.each<[string, Record<string, unknown>, string[]]>([
  ["blanks around a text", { description: " Lints. " }, ['info /description: " Lints. " was read as "Lints."']],
  ["blanks inside an object", { author: { name: "Ada " } }, ['info /author/name: "Ada " was read as "Ada"']],
  ["blanks in a list", { keywords: ["a", " b"] }, ['info /keywords/1: " b" was read as "b"']],
  [
    "blanks in an example of a capability",
    { capabilities: { "a.b": { examples: ["x "] } } },
    ['info /capabilities/a.b/examples/0: "x " was read as "x"'],
  ],
  ["a range", { requires: { plugins: { acme: "^1 " } } }, ['info /requires/plugins/acme: "^1 " was read as "^1"']],
  ["a version with a v", { version: "v1.2.0" }, ['info /version: "v1.2.0" was read as "1.2.0"']],
  [
    "the version of a capability",
    { capabilities: { "a.b": { version: "=1.0.0" } } },
    ['info /capabilities/a.b/version: "=1.0.0" was read as "1.0.0"'],
  ],
  ["a twin in a set", { keywords: ["b", "a", "b"] }, ['info /keywords: ["b","a","b"] was read as ["b","a"]']],
  [
    "a twin among patterns",
    { hooks: { "tool.before": { match: { tool: ["x", "x"] } } } },
    ['info /hooks/tool.before/match/tool: ["x","x"] was read as ["x"]'],
  ],
  [
    "a twin among programs",
    { permissions: { exec: [{ bin: "git" }, { bin: "git" }] } },
    ['info /permissions/exec: [{"bin":"git"},{"bin":"git"}] was read as [{"bin":"git"}]'],
  ],
  ["a host in another form", { permissions: { net: ["0x7f.1:80"] } }, ['info /permissions/net/0: "0x7f.1:80" was read as "127.0.0.1:80"']],
  [
    "a host of a secret",
    { permissions: { optional: { secrets: [{ name: "T", hosts: ["A.dev"], as: "header:x" }] } } },
    ['info /permissions/optional/secrets/0/hosts/0: "A.dev" was read as "a.dev:443"'],
  ],
])("reports %s", (_, changes, messages) => {
  expect(changesOf(changes)).toEqual(messages);
});

test("leaves patterns, arguments, cases, schemas and the keys of other tools as they are", () => {
  const changes = {
    hooks: { "tool.before": { match: { tool: " x " } } },
    permissions: { exec: [{ bin: "git", args: [" ", " "] }] },
    capabilities: { "a.b": { cases: [{ input: " x " }], input: { const: " x " } } },
    config: { title: " x " },
    "x-tool": [" x ", " x "],
  };
  const { diagnostics, manifest } = normalizeManifest(validManifest(changes));
  expect(diagnostics).toEqual([]);
  expect(manifest["x-tool"]).toEqual([" x ", " x "]);
  expect(manifest.permissions.exec).toEqual([{ bin: "git", args: [" ", " "] }]);
  expect(manifest.hooks["tool.before"]?.match).toEqual({ tool: [" x "] });
});

test("a finding behind a twin names the place in the document", () => {
  const text = JSON.stringify(validManifest({ platforms: ["linux", "linux", "beos"] }), null, 1);
  expect(() => normalizeManifest(text)).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ path: "/platforms/2", line: 9 }), expect.anything()] }),
  );
});
