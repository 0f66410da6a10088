import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCapabilityIndex, toProviderListing } from "../../src/capabilities/capability-index.ts";
import { createProvider } from "./providers.ts";

const names = (providers: readonly { readonly name: string }[]): string[] => providers.map(({ name }) => name);

describe("the order of providers", () => {
  test("is the host's preference, then the version, then the priority, then the name", () => {
    const index = createCapabilityIndex(
      [
        createProvider("b"),
        createProvider("a"),
        createProvider("urgent", { priority: 5 }),
        createProvider("newest", { version: "2.0.0" }),
        createProvider("wanted", { version: "0.1.0" }),
        createProvider("also-wanted", { version: "0.0.1" }),
      ],
      { "code.format": { prefer: ["wanted", "not-there", "also-wanted"] } },
    );
    expect(names(index.find("code.format"))).toEqual(["wanted", "also-wanted", "newest", "urgent", "a", "b"]);
  });

  test("compares versions as versions: a prerelease comes before its release, and ten after nine", () => {
    const index = createCapabilityIndex(
      ["1.9.0", "1.10.0", "1.10.0-beta.2", "1.10.0-beta.10"].map((version) => createProvider(version, { version })),
    );
    expect(names(index.find("code.format"))).toEqual(["1.10.0", "1.10.0-beta.10", "1.10.0-beta.2", "1.9.0"]);
  });

  test("of one capability does not follow a preference for another", () => {
    const providers = [createProvider("a"), createProvider("b")];
    expect(names(createCapabilityIndex(providers, { "code.lint": { prefer: ["b"] } }).providers)).toEqual(["a", "b"]);
  });

  test("property: does not depend on the order in which plugins were found", () => {
    const providers = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom("a", "b", "c", "d", "e"),
        capability: fc.constantFrom("code.format", "code.lint"),
        version: fc.constantFrom("1.0.0", "1.2.0", "2.0.0-rc.1"),
        priority: fc.integer({ min: -1, max: 1 }),
      }),
      { selector: ({ capability, name }) => `${capability} ${name}` },
    );
    const preferences = fc.record({ "code.format": fc.record({ prefer: fc.uniqueArray(fc.constantFrom("a", "c", "z")) }) });
    fc.assert(
      fc.property(providers, preferences, fc.infiniteStream(fc.nat()), (list, preferred, keys) => {
        const build = (all: typeof list) =>
          createCapabilityIndex(
            all.map(({ name, ...rest }) => createProvider(name, rest)),
            preferred,
          );
        const shuffled = list
          .map((provider) => ({ provider, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ provider }) => provider);
        expect(build(shuffled).providers.map(({ capability, name }) => [capability, name])).toEqual(
          build(list).providers.map(({ capability, name }) => [capability, name]),
        );
      }),
    );
  });
});

describe("find", () => {
  const index = createCapabilityIndex([
    createProvider("old", { version: "1.4.0" }),
    createProvider("new", { version: "2.1.0" }),
    createProvider("next", { version: "3.0.0-beta.1" }),
  ]);

  test.each([
    [{}, ["next", "new", "old"]],
    [{ range: "^1.0.0" }, ["old"]],
    [{ range: ">=1" }, ["new", "old"]],
    [{ range: "3.0.0-beta.1" }, ["next"]],
    [{ range: "^9" }, []],
    [{ plugin: "old" }, ["old"]],
    [{ plugin: "old", range: "^2" }, []],
    [{ plugin: "nobody" }, []],
  ])("%j gives %j", (query, expected) => {
    expect(names(index.find("code.format", query))).toEqual(expected);
  });

  test("knows nothing of other capabilities, whatever they are called", () => {
    for (const id of ["code.lint", "", "constructor", "__proto__"]) expect(index.find(id)).toEqual([]);
  });
});

test("the list is sorted by id, names the newest version, and takes the first description that there is", () => {
  const index = createCapabilityIndex([
    createProvider("a", { capability: "vcs.diff" }),
    createProvider("b", { version: "1.10.0", priority: 7 }),
    createProvider("c", { version: "1.9.0", description: "Formats code." }),
  ]);
  expect(index.ids).toEqual(["code.format", "vcs.diff"]);
  expect(index.list()).toEqual([
    {
      id: "code.format",
      version: "1.10.0",
      description: "Formats code.",
      providers: [
        { plugin: "b@1.0.0", version: "1.10.0", priority: 7 },
        { plugin: "c@1.0.0", version: "1.9.0", priority: 0 },
      ],
    },
    { id: "vcs.diff", version: "1.0.0", description: "", providers: [{ plugin: "a@1.0.0", version: "1.0.0", priority: 0 }] },
  ]);
});

test("puts a hundred thousand providers of one capability in order", () => {
  const template = createProvider("p");
  const providers = Array.from({ length: 100_000 }, (_, place) => ({
    ...template,
    name: `p${place}`,
    plugin: `p${place}@1.0.0`,
    declaration: { ...template.declaration, version: `1.${place % 100}.0` },
  }));
  const { providers: ordered } = createCapabilityIndex(providers);
  expect(ordered.slice(0, 2).map(toProviderListing)).toEqual([
    { plugin: "p10099@1.0.0", version: "1.99.0", priority: 0 },
    { plugin: "p10199@1.0.0", version: "1.99.0", priority: 0 },
  ]);
});
