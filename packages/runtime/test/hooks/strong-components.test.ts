import fc from "fast-check";
import { expect, test } from "vitest";
import { toStrongComponents } from "../../src/hooks/strong-components.ts";

test("two nodes share a part when each reaches the other", () => {
  const parts = toStrongComponents(
    ["a", "b", "c", "d"],
    [
      ["a", "b"],
      ["b", "a"],
      ["b", "c"],
      ["c", "d"],
    ],
  );
  expect(parts.get("a")).toBe(parts.get("b"));
  expect(new Set(parts.values()).size).toBe(3);
});

test("a node that leads to itself is a part of its own", () => {
  expect(toStrongComponents(["a", "b"], [["a", "a"]]).size).toBe(2);
});

test("a ring of a hundred thousand nodes is one part", () => {
  const nodes = Array.from({ length: 100_000 }, (_, node) => node);
  const parts = toStrongComponents(
    nodes,
    nodes.map((node) => [node, (node + 1) % nodes.length] as const),
  );
  expect(new Set(parts.values()).size).toBe(1);
});

test("property: agrees with reachability", () => {
  const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 });
  fc.assert(
    fc.property(edges, (list) => {
      const nodes = [0, 1, 2, 3, 4, 5, 6, 7];
      const parts = toStrongComponents(nodes, list);
      const reaches = closure(nodes, list);
      for (const a of nodes)
        for (const b of nodes)
          expect(parts.get(a) === parts.get(b)).toBe(a === b || (reaches.has(`${a} ${b}`) && reaches.has(`${b} ${a}`)));
    }),
  );
});

function closure(nodes: readonly number[], edges: readonly (readonly [number, number])[]): ReadonlySet<string> {
  const reaches = new Set(edges.map(([from, to]) => `${from} ${to}`));
  for (const via of nodes)
    for (const from of nodes)
      for (const to of nodes) if (reaches.has(`${from} ${via}`) && reaches.has(`${via} ${to}`)) reaches.add(`${from} ${to}`);
  return reaches;
}
