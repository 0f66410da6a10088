import { type IsolationLevel, KodexError } from "@kodex/manifest";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseIsolation } from "../../src/admission/isolation-choice.ts";
import type { CheckedPlugin } from "../../src/checked-plugin.ts";
import { ISOLATION_LEVELS } from "../../src/isolation-levels.ts";
import { createCheckedPlugin, createInlineCandidate } from "../candidates.ts";

const WORKSPACE = createCheckedPlugin("lint");
const PACKAGE = createCheckedPlugin("lint", {}, { origin: "package", firstParty: false });
const STORE = createCheckedPlugin("lint", {}, { origin: "registry", firstParty: false });
const INLINE: CheckedPlugin = { ...WORKSPACE, candidate: createInlineCandidate({}) };

type Minimum = IsolationLevel | undefined;

function choose(plugin: CheckedPlugin, available: readonly IsolationLevel[], ...minimums: readonly Minimum[]): string {
  const choice = chooseIsolation(plugin, { available, minimums });
  return KodexError.is(choice) ? `${choice.code}: ${choice.message}` : `${choice.level}: ${choice.message}`;
}

test.each([
  ["a workspace's own plugin", WORKSPACE, "in-process"],
  ["a package of the workspace", createCheckedPlugin("lint", {}, { origin: "package" }), "in-process"],
  ["an object of the embedder", INLINE, "in-process"],
  ["an installed package", PACKAGE, "process"],
  ["a plugin from another source", STORE, "os"],
])("by default, %s runs at its level where every level is to be had", (_, plugin, level) => {
  expect(choose(plugin, ISOLATION_LEVELS)).toBe(`${level}: runs ${level}`);
});

test("takes the next stronger level where the default is not to be had", () => {
  expect(choose(PACKAGE, ["worker", "container"])).toBe("container: runs container");
});

test("says that a plugin runs below its default where no level is strong enough", () => {
  expect(choose(STORE, ["worker", "process"])).toBe(
    'process: runs process; by its origin it would run at "os", for which there is no backend',
  );
  expect(choose(PACKAGE, [])).toBe('in-process: runs in-process; by its origin it would run at "process", for which there is no backend');
});

test("says that a command plugin has the host's rights when nothing boxes it", () => {
  const command = createCheckedPlugin("lint", { main: undefined, command: ["python3", "./main.py"] });
  expect(choose(command, [])).toBe("in-process: runs as a process of its own with the host's rights");
});

test("takes the strongest of the minimums, and never less", () => {
  expect(choose(WORKSPACE, ISOLATION_LEVELS, "worker", "process", undefined)).toBe("process: runs process");
  expect(choose(PACKAGE, ["worker"], "process")).toBe(
    'ISOLATION_UNAVAILABLE: lint@1.0.0 must run at isolation "process" or higher; there is "in-process", "worker"',
  );
});

test("cannot move an object out of the host", () => {
  expect(choose(INLINE, ISOLATION_LEVELS, "worker")).toBe(
    'ISOLATION_UNAVAILABLE: lint@1.0.0 must run at isolation "worker" or higher; an object in the host\'s own code runs "in-process"',
  );
});

test("property: what is chosen is to be had and at least the minimum; refused is only what cannot be", () => {
  const rank = (level: Minimum): number => (level === undefined ? 0 : ISOLATION_LEVELS.indexOf(level));
  const minimum = fc.option(fc.constantFrom(...ISOLATION_LEVELS), { nil: undefined });
  fc.assert(
    fc.property(
      fc.constantFrom(WORKSPACE, PACKAGE, STORE),
      fc.subarray([...ISOLATION_LEVELS]),
      minimum,
      minimum,
      (plugin, available, a, b) => {
        const choice = chooseIsolation(plugin, { available, minimums: [a, b] });
        const offered = ISOLATION_LEVELS.filter((level) => level === "in-process" || available.includes(level));
        const least = Math.max(rank(a), rank(b));
        if (KodexError.is(choice)) expect(offered.filter((level) => rank(level) >= least)).toEqual([]);
        else expect([offered.includes(choice.level), rank(choice.level) >= least]).toEqual([true, true]);
      },
    ),
  );
});
