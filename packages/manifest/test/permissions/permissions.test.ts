import fc from "fast-check";
import { expect, test } from "vitest";
import { checkManifest, isGranted, parseManifest, toExecAtom, toHostPort, toPermissionAtoms } from "../../src/index.ts";
import { validManifest } from "../valid-manifest.ts";

const problemOf = (permissions: object): string | undefined =>
  checkManifest(validManifest({ permissions })).find(({ severity }) => severity === "error")?.message;

test("expands a declaration to sorted atoms", () => {
  const { permissions } = parseManifest(
    validManifest({
      permissions: {
        fs: { read: ["$workspace/**"], write: ["$data/**"] },
        net: ["API.acme.dev", "*.cdn.acme.dev:8443"],
        env: ["ACME_REGION"],
        exec: [{ bin: "git", args: ["log", "**"] }],
        model: { classes: ["small"], tokensPerCall: 4000 },
        secrets: [{ name: "ACME_TOKEN", hosts: ["api.acme.dev"], as: "header:authorization" }],
        optional: { net: ["telemetry.acme.dev"] },
      },
    }),
  );
  expect(toPermissionAtoms(permissions)).toEqual([
    "env:ACME_REGION",
    'exec:git:["log","**"]',
    "fs:$data/**:write",
    "fs:$workspace/**:read",
    'model:small:{"tokensPerCall":4000}',
    "net:*.cdn.acme.dev:8443",
    "net:api.acme.dev:443",
    "secret:ACME_TOKEN:header:authorization@api.acme.dev:443",
  ]);
  expect(toPermissionAtoms(permissions.optional)).toEqual(["net:telemetry.acme.dev:443"]);
});

test.each([
  ["no root", { fs: { read: ["/etc/passwd"] } }],
  ["a parent segment", { fs: { read: ["$workspace/../x"] } }],
  ["a glob inside", { fs: { read: ["$workspace/*.ts"] } }],
  ["a double star inside", { fs: { read: ["$workspace/**/x"] } }],
  ["a NUL", { fs: { read: ["$workspace/a\0"] } }],
  ["a backslash", { fs: { write: ["$data\\x"] } }],
  ["another Unicode form", { fs: { read: ["$workspace/e\u0301"] } }],
  ["a URL for a host", { net: ["https://acme.dev"] }],
  ["a wildcard over a top-level domain", { net: ["*.dev"] }],
  ["a wildcard inside", { net: ["api.*.dev"] }],
  ["a wildcard over addresses", { net: ["*.0.0.1"] }],
  ["a loader variable", { env: ["LD_PRELOAD"] }],
  ["node's options", { env: ["NODE_OPTIONS"] }],
  ["the path", { env: ["PATH"] }],
  ["a proxy", { env: ["https_proxy"] }],
  ["a pattern of variables", { env: ["ACME_*"] }],
  ["a path for a program", { exec: [{ bin: "/bin/sh" }] }],
  ["a rest before the end", { exec: [{ bin: "git", args: ["**", "log"] }] }],
])("refuses %s", (_, permissions) => {
  expect(problemOf(permissions)).toMatch(/^the permission ".*" /);
});

test.each([
  ["acme.dev", "acme.dev:443"],
  ["ACME.dev:80", "acme.dev:80"],
  ["bücher.example", "xn--bcher-kva.example:443"],
  ["acme.dev.", "acme.dev:443"],
  ["[::1]:8080", "[::1]:8080"],
  ["0x7f.1", "127.0.0.1:443"],
  ["*.acme.dev", "*.acme.dev:443"],
])("reads %s as %s", (text, host) => {
  expect(toHostPort(text)).toBe(host);
});

test.each([
  ["fs:$workspace/src/a.ts:read", "fs:$workspace/**:read", true],
  ["fs:$workspace:read", "fs:$workspace/**:read", true],
  ["fs:$workspace/a:write", "fs:$workspace/**:read", false],
  ["fs:$workspace2/a:read", "fs:$workspace/**:read", false],
  ["net:a.cdn.acme.dev:443", "net:*.cdn.acme.dev:443", true],
  ["net:a.b.cdn.acme.dev:443", "net:*.cdn.acme.dev:443", false],
  ["net:cdn.acme.dev:443", "net:*.cdn.acme.dev:443", false],
  ["net:a.cdn.acme.dev:80", "net:*.cdn.acme.dev:443", false],
  [toExecAtom("git", ["log", "-5"]), toExecAtom("git", ["log", "**"]), true],
  [toExecAtom("git", ["log"]), toExecAtom("git", ["log", "**"]), true],
  [toExecAtom("git", ["push"]), toExecAtom("git", ["log", "**"]), false],
  [toExecAtom("git", ["log", "x"]), toExecAtom("git", ["log", "*"]), true],
  [toExecAtom("git", ["log", "**"]), toExecAtom("git", ["log", "*"]), false],
  [toExecAtom("rm", ["log"]), toExecAtom("git", ["log"]), false],
  ['model:small:{"tokensPerCall":100}', 'model:small:{"tokensPerCall":4000}', true],
  ['model:small:{"tokensPerCall":5000}', 'model:small:{"tokensPerCall":4000}', false],
  ["model:small:{}", 'model:small:{"tokensPerCall":4000}', false],
  ['model:small:{"tokensPerCall":1}', "model:small:{}", true],
  ["env:A", "env:B", false],
  ["net:acme.dev:443", "nonsense", false],
])("%s is covered by %s: %s", (needed, grant, covered) => {
  expect(isGranted(needed, [grant])).toBe(covered);
});

const paths = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 }).map((segments) => ["$workspace", ...segments].join("/"));
const atoms = fc.oneof(
  fc.tuple(paths, fc.boolean(), fc.constantFrom("read", "write")).map(([path, deep, scope]) => `fs:${path}${deep ? "/**" : ""}:${scope}`),
  fc.constantFrom("net:*.a.dev:443", "net:x.a.dev:443", "env:A", toExecAtom("git", ["*", "**"]), toExecAtom("git", ["log"])),
);

test("property: every atom covers itself", () => {
  fc.assert(fc.property(atoms, (atom) => isGranted(atom, [atom])));
});

test("property: more grants never take anything away", () => {
  fc.assert(
    fc.property(
      atoms,
      fc.array(atoms),
      atoms,
      (needed, grants, more) => !isGranted(needed, grants) || isGranted(needed, [...grants, more]),
    ),
  );
});

test("property: covering is transitive", () => {
  fc.assert(fc.property(atoms, atoms, atoms, (a, b, c) => !(isGranted(a, [b]) && isGranted(b, [c])) || isGranted(a, [c])));
});
