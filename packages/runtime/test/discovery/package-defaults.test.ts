import { toManifest } from "@kodex/manifest";
import { expect, test } from "vitest";
import { readPackageDefaults, readPackageJson } from "../../src/discovery/package-defaults.ts";
import { createWorkspace } from "../workspace.ts";

function readDefaults(content: unknown): ReturnType<typeof readPackageDefaults> {
  return readPackageDefaults(createWorkspace().write("package.json", JSON.stringify(content)));
}

/** A manifest that leaves out all it may. */
const LEAN = { manifestVersion: 1, main: "./index.js" };

test("gives everything that a manifest may leave out, and nothing else", () => {
  const content = {
    name: "@acme/lint",
    version: "1.2.3",
    description: "Lints",
    license: "MIT",
    author: "A. Author <a@acme.dev> (https://acme.dev)",
    homepage: "https://acme.dev",
    repository: "acme/lint",
    keywords: ["lint"],
  };
  expect(readDefaults({ ...content, main: "./elsewhere.js", dependencies: {}, engines: { node: ">=20" }, private: true })).toEqual(content);
});

test("gives authors and repositories as objects, with the keys that a manifest knows", () => {
  const defaults = readDefaults({
    author: { name: "A", email: "a@acme.dev", url: "https://acme.dev", twitter: "@a" },
    repository: { type: "git", url: "https://acme.dev/lint.git", directory: "packages/lint", branch: "main" },
  });
  expect(defaults).toEqual({
    author: { name: "A", email: "a@acme.dev", url: "https://acme.dev" },
    repository: { type: "git", url: "https://acme.dev/lint.git", directory: "packages/lint" },
  });
});

test("makes a valid manifest from what npm writes into a new package.json", () => {
  const defaults = readDefaults({
    name: "lint",
    version: "1.0.0",
    description: "",
    main: "index.js",
    scripts: { test: "exit 1" },
    keywords: [],
    author: "",
    license: "ISC",
    type: "commonjs",
  });
  expect(defaults).toEqual({ name: "lint", version: "1.0.0", keywords: [], license: "ISC" });
  expect(toManifest(LEAN, { defaults })).toMatchObject({ manifest: { name: "lint", license: "ISC", description: "" }, diagnostics: [] });
});

test.each([
  ["a license of the old form", { license: { type: "MIT", url: "https://acme.dev" } }],
  ["an author without a name", { author: { email: "a@acme.dev" } }],
  ["a repository without an address", { repository: { type: "git" } }],
  ["keywords in one text", { keywords: "lint format" }],
  ["keywords that are no texts", { keywords: [1] }],
  ["a home page that is none", { homepage: false }],
])("leaves out %s", (_, content) => {
  expect(readDefaults({ name: "lint", ...content })).toEqual({ name: "lint" });
});

test("takes a name and a version that do not fit as they are, so that the manifest is found wanting", () => {
  const defaults = readDefaults({ name: "Lint_It", version: "1.2" });
  const { diagnostics, manifest } = toManifest(LEAN, { defaults });
  expect(manifest).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["NAME_INVALID", "VERSION_INVALID"]);
});

test("yields to what the manifest itself says", () => {
  const defaults = readDefaults({ name: "lint", version: "1.0.0", description: "from the package", keywords: ["package"] });
  const { manifest } = toManifest({ ...LEAN, name: "other", description: "own", keywords: [] }, { defaults });
  expect(manifest).toMatchObject({ name: "other", version: "1.0.0", description: "own", keywords: [] });
});

test("gives nothing where there is no package.json", () => {
  expect(readPackageDefaults(createWorkspace().at("package.json"))).toEqual({});
});

test("refuses a package.json that is not an object of JSON", () => {
  const file = createWorkspace().write("package.json", "[]");
  expect(() => readPackageJson(file)).toThrow(
    expect.objectContaining({
      code: "PACKAGE_JSON_INVALID",
      message: `${file} cannot be used: an object is expected`,
      hint: `Mend ${file}.`,
    }) as Error,
  );
});

test("brings no key that reaches a prototype", () => {
  const file = createWorkspace().write(
    "package.json",
    '{"name":"lint","author":{"name":"A","__proto__":{"email":"x"}},"__proto__":{"version":"9.9.9"}}',
  );
  const defaults = readPackageDefaults(file);
  expect(defaults).toEqual({ name: "lint", author: { name: "A" } });
  expect(Object.getPrototypeOf(defaults.author)).toBe(Object.prototype);
});
