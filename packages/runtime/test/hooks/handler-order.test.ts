import fc from "fast-check";
import { expect, test } from "vitest";
import type { Handler } from "../../src/hooks/handler.ts";
import { orderHandlers } from "../../src/hooks/handler-order.ts";
import { after, before, createHandler, createHostHandler } from "../handlers.ts";

const order = (handlers: readonly Handler[]): string[] => orderHandlers("tool.before", handlers).handlers.map(({ name }) => name);

test("runs tiers one after the other, whatever the priority", () => {
  const handlers = (["builtin", "project", "user", "host", "policy"] as const).map((tier, place) =>
    createHandler({ name: tier, tier, priority: 100 - place }),
  );
  expect(order(handlers)).toEqual(["policy", "host", "user", "project", "builtin"]);
});

test("puts constraints before priority, priority before name", () => {
  const handlers = [
    createHandler({ name: "b" }),
    createHandler({ name: "a" }),
    createHandler({ name: "c", priority: 5 }),
    createHandler({ name: "d", priority: 9, constraints: [after("a")] }),
  ];
  expect(order(handlers)).toEqual(["c", "a", "d", "b"]);
});

test("keeps host handlers of one priority in the order in which they were added, before plugins of their tier", () => {
  const handlers = [
    createHandler({ name: "a", tier: "host" }),
    createHostHandler("z"),
    createHostHandler("m", { priority: 1 }),
    createHostHandler("b"),
  ];
  expect(order(handlers)).toEqual(["host:m", "host:z", "host:b", "a"]);
});

test("a plugin may stand before or after a handler of the host in its own tier", () => {
  const handlers = [createHostHandler("audit"), createHandler({ name: "a", tier: "host", constraints: [before("host:audit")] })];
  expect(order(handlers)).toEqual(["a", "host:audit"]);
});

test("says that a user's constraint comes from kodex.json", () => {
  const { diagnostics } = orderHandlers("tool.before", [
    createHandler({ name: "a", constraints: [{ kind: "after", other: "b", origin: "kodex.json" }] }),
    createHandler({ name: "b", constraints: [after("a")] }),
  ]);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'the order of a@1.0.0, b@1.0.0 in "tool.before" is a cycle: a@1.0.0 says after "b" (kodex.json); b@1.0.0 says after "a" (manifest)',
  ]);
});

test("honours before and after alike, and ignores those who are not there", () => {
  expect(order([createHandler({ name: "a", constraints: [after("z"), after("ghost")] }), createHandler({ name: "z" })])).toEqual([
    "z",
    "a",
  ]);
  expect(order([createHandler({ name: "a" }), createHandler({ name: "z", constraints: [before("a")] })])).toEqual(["z", "a"]);
});

test("names the plugins on a cycle and each edge's origin, drops their constraints and keeps the rest", () => {
  const handlers = [
    createHandler({ name: "a", constraints: [after("b")] }),
    createHandler({ name: "b", constraints: [after("c")] }),
    createHandler({ name: "c", constraints: [after("a")] }),
    createHandler({ name: "d", constraints: [before("a")] }),
  ];
  const { diagnostics, handlers: ordered } = orderHandlers("tool.before", handlers);
  expect(ordered.map(({ name }) => name)).toEqual(["b", "c", "d", "a"]);
  expect(diagnostics).toEqual([
    {
      severity: "warning",
      code: "ORDER_CYCLE",
      message:
        'the order of a@1.0.0, b@1.0.0, c@1.0.0 in "tool.before" is a cycle: a@1.0.0 says after "b" (manifest); b@1.0.0 says after "c" (manifest); c@1.0.0 says after "a" (manifest)',
      hint: "Remove one of these constraints; until then none of them holds.",
    },
  ]);
});

test("says so when a constraint contradicts the tiers", () => {
  const { diagnostics, handlers } = orderHandlers("tool.before", [
    createHandler({ name: "late", tier: "builtin", constraints: [before("early")] }),
    createHandler({ name: "early", tier: "host" }),
  ]);
  expect(handlers.map(({ name }) => name)).toEqual(["early", "late"]);
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    [
      "ORDER_TIER_CONFLICT",
      'late@1.0.0 cannot run before early@1.0.0 in "tool.before", since its tier comes later: late@1.0.0 says before "early" (manifest)',
    ],
  ]);
});

test("orders ten thousand handlers in a chain without running out of stack", () => {
  const handlers = Array.from({ length: 10_000 }, (_, place) =>
    createHandler({ name: `p${place}`, constraints: place === 0 ? [] : [before(`p${place - 1}`)] }),
  );
  expect(order(handlers)[0]).toBe("p9999");
});

const names = ["a", "b", "c", "d", "e", "f"];
const sets = fc.tuple(
  ...names.map((name) =>
    fc
      .record({
        priority: fc.integer({ min: -2, max: 2 }),
        tier: fc.constantFrom("host", "project"),
        others: fc.uniqueArray(fc.tuple(fc.constantFrom("before", "after"), fc.constantFrom(...names)), { maxLength: 2 }),
      })
      .map(({ others, priority, tier }) =>
        createHandler({
          name,
          priority,
          tier,
          constraints: others
            .filter(([, other]) => other !== name)
            .map(([kind, other]) => ({ kind: kind as "before", other, origin: "manifest" })),
        }),
      ),
  ),
);

test("property: the order does not depend on the order of discovery", () => {
  fc.assert(
    fc.property(sets, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (handlers, permutation) => {
      expect(order(permutation.map((place) => handlers[place] as Handler))).toEqual(order(handlers));
    }),
  );
});

test("property: a constraint within a tier that is on no cycle holds, whatever the others say", () => {
  fc.assert(
    fc.property(sets, (handlers) => {
      const edges = toEdges(handlers);
      const place = new Map(order(handlers).map((name, index) => [name, index]));
      for (const [first, second] of edges)
        if (!isReachable(second, first, edges)) expect(place.get(first) as number).toBeLessThan(place.get(second) as number);
    }),
  );
});

test("property: without constraints the order is tier, priority, name", () => {
  fc.assert(
    fc.property(sets, (handlers) => {
      const tiers = ["host", "project"];
      const sorted = [...handlers].sort(
        (a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier) || b.priority - a.priority || (a.name < b.name ? -1 : 1),
      );
      expect(order(handlers.map((handler) => ({ ...handler, constraints: [] })))).toEqual(sorted.map(({ name }) => name));
    }),
  );
});

type Edge = readonly [first: string, second: string];

/** Who is to run before whom, among handlers of one tier. */
function toEdges(handlers: readonly Handler[]): readonly Edge[] {
  const tiers = new Map(handlers.map(({ name, tier }) => [name, tier]));
  return handlers.flatMap(({ constraints, name, tier }) =>
    constraints
      .filter(({ other }) => tiers.get(other) === tier)
      .map(({ kind, other }): Edge => (kind === "before" ? [name, other] : [other, name])),
  );
}

function isReachable(from: string, to: string, edges: readonly Edge[]): boolean {
  const reached = new Set([from]);
  for (const name of reached) for (const [first, second] of edges) if (first === name) reached.add(second);
  return reached.has(to);
}

test("property: every handler runs once, and without a diagnostic every constraint holds", () => {
  fc.assert(
    fc.property(sets, (handlers) => {
      const { diagnostics, handlers: ordered } = orderHandlers("tool.before", handlers);
      const place = new Map(ordered.map(({ name }, index) => [name, index]));
      expect([...place.keys()].sort()).toEqual(names);
      if (diagnostics.length > 0) return;
      for (const { constraints, name } of handlers) {
        for (const { kind, other } of constraints)
          expect((place.get(name) as number) < (place.get(other) as number)).toBe(kind === "before");
      }
    }),
  );
});
