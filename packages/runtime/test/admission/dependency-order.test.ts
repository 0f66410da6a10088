import fc from "fast-check";
import { expect, test } from "vitest";
import { orderByDependencies } from "../../src/admission/dependency-order.ts";
import type { CheckedPlugin } from "../../src/checked-plugin.ts";
import { createCheckedPlugin } from "../candidates.ts";

interface Needs {
  readonly plugins?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly optional?: readonly string[];
  readonly provides?: readonly string[];
}

const toRanges = (names: readonly string[] = []): Record<string, string> => Object.fromEntries(names.map((name) => [name, "*"]));

function create(name: string, { capabilities, optional, plugins, provides = [] }: Needs = {}): CheckedPlugin {
  const requires = { plugins: toRanges(plugins), capabilities: toRanges(capabilities), optional: { plugins: toRanges(optional) } };
  return createCheckedPlugin(name, { requires, capabilities: Object.fromEntries(provides.map((id) => [id, {}])) });
}

/** Names in order, and what is said about those that are refused. */
function order(plugins: readonly CheckedPlugin[], absent: readonly CheckedPlugin[] = []) {
  const { ordered, refused } = orderByDependencies(plugins, absent);
  return {
    ordered: ordered.map(({ manifest }) => manifest.name),
    refused: [...refused].map(([, { code, message }]) => `${code}: ${message}`),
  };
}

test("puts plugins behind all that they require, and goes by name otherwise", () => {
  const plugins = [
    create("a", { plugins: ["z"] }),
    create("m"),
    create("z", { plugins: ["y"] }),
    create("y"),
    create("b", { capabilities: ["x.y"] }),
    create("x", { provides: ["x.y"] }),
  ];
  expect(order(plugins)).toEqual({ ordered: ["m", "x", "b", "y", "z", "a"], refused: [] });
});

test("puts plugins behind what they would like, where that is there and makes no cycle", () => {
  expect(order([create("a", { optional: ["b", "gone"] }), create("b")]).ordered).toEqual(["b", "a"]);
  expect(order([create("a", { optional: ["b"] }), create("b", { optional: ["a"] }), create("c", { optional: ["a"] })]).ordered).toEqual([
    "a",
    "b",
    "c",
  ]);
  expect(order([create("a", { optional: ["b"] }), create("b", { plugins: ["a"] })])).toEqual({ ordered: ["a", "b"], refused: [] });
});

test("is content with one provider of a capability, and prefers to come behind all", () => {
  const user = create("a", { capabilities: ["x.y"] });
  const broken = create("c", { provides: ["x.y"], plugins: ["gone"] });
  expect(order([user, broken, create("b", { provides: ["x.y"] })]).ordered).toEqual(["b", "a"]);
  expect(order([user, create("c", { provides: ["x.y"] }), create("b", { provides: ["x.y"] })]).ordered).toEqual(["b", "c", "a"]);
});

test("lets a plugin provide what it requires itself", () => {
  expect(order([create("a", { capabilities: ["x.y"], provides: ["x.y"] })])).toEqual({ ordered: ["a"], refused: [] });
});

test("refuses whoever requires a plugin that is refused, and names the way to it", () => {
  const plugins = [
    create("a", { plugins: ["b"] }),
    create("b", { capabilities: ["x.y"] }),
    create("c", { plugins: ["gone"], provides: ["x.y"] }),
    create("d"),
  ];
  expect(order(plugins)).toEqual({
    ordered: ["d"],
    refused: [
      "REQUIREMENT_MISSING: a@1.0.0 needs b@1.0.0, which needs c@1.0.0, which is not loaded",
      "REQUIREMENT_MISSING: b@1.0.0 needs c@1.0.0, which is not loaded",
      'REQUIREMENT_MISSING: c@1.0.0 needs the plugin "gone" *, which nothing provides',
    ],
  });
});

test("refuses whoever requires a plugin that was refused before, and goes on without where that was optional", () => {
  expect(order([create("a", { plugins: ["b"] }), create("c", { optional: ["b"] })], [create("b")])).toEqual({
    ordered: ["c"],
    refused: ["REQUIREMENT_MISSING: a@1.0.0 needs b@1.0.0, which is not loaded"],
  });
});

test("names a cycle once for each member, with the same reading, and apart from those that lead into it", () => {
  const cycle = "a@1.0.0 → c@1.0.0 → b@1.0.0 → a@1.0.0";
  const plugins = [
    create("a", { plugins: ["c"] }),
    create("b", { plugins: ["a"] }),
    create("c", { plugins: ["b"] }),
    create("d", { plugins: ["b"] }),
    create("e"),
  ];
  expect(order(plugins)).toEqual({
    ordered: ["e"],
    refused: [
      `REQUIREMENT_CYCLE: a@1.0.0 needs itself: ${cycle}`,
      `REQUIREMENT_CYCLE: b@1.0.0 needs itself: ${cycle}`,
      `REQUIREMENT_CYCLE: c@1.0.0 needs itself: ${cycle}`,
      "REQUIREMENT_MISSING: d@1.0.0 needs b@1.0.0, which is not loaded",
    ],
  });
});

test("names a plugin that requires itself, and two that require each other by a capability", () => {
  expect(order([create("a", { plugins: ["a"] })]).refused).toEqual(["REQUIREMENT_CYCLE: a@1.0.0 needs itself: a@1.0.0 → a@1.0.0"]);
  const pair = [create("a", { capabilities: ["b.x"], provides: ["a.x"] }), create("b", { capabilities: ["a.x"], provides: ["b.x"] })];
  expect(order(pair).refused).toEqual(
    ["a", "b"].map((name) => `REQUIREMENT_CYCLE: ${name}@1.0.0 needs itself: a@1.0.0 → b@1.0.0 → a@1.0.0`),
  );
});

const NAMES = ["a", "b", "c", "d", "e", "f"] as const;
const CAPABILITIES = ["x.one", "x.two"] as const;
/** Plugins with arbitrary requirements among themselves, and some to what is not there. */
const plugins = fc.subarray([...NAMES], { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .record({
          plugins: fc.subarray([...NAMES], { maxLength: 2 }),
          capabilities: fc.subarray([...CAPABILITIES], { maxLength: 1 }),
          optional: fc.subarray([...NAMES], { maxLength: 2 }),
          provides: fc.subarray([...CAPABILITIES]),
        })
        .map((needs) => create(name, needs)),
    ),
  ),
);

test("property: neither the order nor what is said depends on the order in which plugins were found", () => {
  const both = plugins.chain((found) => fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length })));
  fc.assert(
    fc.property(both, ([found, shuffled]) => {
      expect(order(shuffled)).toEqual(order(found));
    }),
    { numRuns: 200 },
  );
});

test("property: every plugin is ordered or refused, and what is ordered comes behind all that it requires", () => {
  fc.assert(
    fc.property(plugins, (found) => {
      const { ordered, refused } = orderByDependencies(found);
      expect(new Set([...ordered, ...refused.keys()])).toEqual(new Set(found));
      expect(ordered.length + refused.size).toBe(found.length);
      for (const [place, { manifest }] of ordered.entries()) {
        const before = ordered.slice(0, place);
        for (const name of Object.keys(manifest.requires.plugins)) expect(before.map((peer) => peer.manifest.name)).toContain(name);
        for (const id of Object.keys(manifest.requires.capabilities))
          expect([...before, ordered[place] as CheckedPlugin].some((peer) => Object.hasOwn(peer.manifest.capabilities, id))).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test("property: nothing is refused that could be loaded", () => {
  fc.assert(
    fc.property(plugins, (found) => {
      const { ordered, refused } = orderByDependencies(found);
      const there = new Set(ordered.map(({ manifest }) => manifest.name));
      const given = new Set(ordered.flatMap(({ manifest }) => Object.keys(manifest.capabilities)));
      for (const { manifest } of refused.keys()) {
        const { capabilities, plugins: names } = manifest.requires;
        const isMet =
          Object.keys(names).every((name) => there.has(name)) &&
          Object.keys(capabilities).every((id) => given.has(id) || Object.hasOwn(manifest.capabilities, id));
        expect(isMet).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});

test("orders a chain of 2 000 plugins against the order of their names, and explains one that hangs on nothing", () => {
  const name = (place: number): string => `plugin-${String(place).padStart(4, "0")}`;
  const chain = (last: readonly string[]): readonly CheckedPlugin[] =>
    Array.from({ length: 2000 }, (_, place) => create(name(place), { plugins: place === 1999 ? last : [name(place + 1)] }));
  expect(order(chain([])).ordered).toEqual(Array.from({ length: 2000 }, (_, place) => name(1999 - place)));
  const { ordered, refused } = order(chain(["gone"]));
  expect([ordered.length, refused.length]).toEqual([0, 2000]);
  expect(refused[0]).toBe(
    `REQUIREMENT_MISSING: ${name(0)}@1.0.0 needs ${[1, 2, 3, 4, 5, 6].map((place) => `${name(place)}@1.0.0`).join(", which needs ")}, which needs …, which needs plugin-1999@1.0.0, which is not loaded`,
  );
  expect(refused.at(-1)).toBe('REQUIREMENT_MISSING: plugin-1999@1.0.0 needs the plugin "gone" *, which nothing provides');
});
