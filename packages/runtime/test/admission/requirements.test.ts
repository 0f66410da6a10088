import { expect, test } from "vitest";
import { createRequirementFinder, type Requirement } from "../../src/admission/requirements.ts";
import type { CheckedPlugin } from "../../src/checked-plugin.ts";
import { createCheckedPlugin } from "../candidates.ts";

/** What the plugin "lint" requires, in words. */
function find(
  requires: Readonly<Record<string, unknown>>,
  others: readonly CheckedPlugin[],
  absent: readonly CheckedPlugin[] = [],
): readonly string[] {
  const lint = createCheckedPlugin("lint", { requires });
  return createRequirementFinder([...others, lint], absent)(lint).map(tell);
}

function tell({ isRequired, problem, providers }: Requirement): string {
  const kind = isRequired ? "required" : "optional";
  return `${kind}: ${problem === undefined ? providers.map(({ id }) => id).join(", ") : `${problem.code}: ${problem.message}`}`;
}

const git = createCheckedPlugin("git-context", { version: "1.4.0", capabilities: { "vcs.diff": { version: "2.1.0" } } });

test("finds plugins and capabilities, required before optional, each kind by name", () => {
  const other = createCheckedPlugin("alpha", { capabilities: ["code.format"] });
  const requires = {
    plugins: { "git-context": "^1.0.0", alpha: "*" },
    capabilities: { "vcs.diff": "^2.0.0" },
    optional: { plugins: { gone: "^1.0.0" }, capabilities: { "code.format": "1.x" } },
  };
  expect(find(requires, [git, other])).toEqual([
    "required: alpha@1.0.0",
    "required: git-context@1.4.0",
    "required: git-context@1.4.0",
    "optional: ",
    "optional: alpha@1.0.0",
  ]);
});

test("names what is not there", () => {
  expect(find({ plugins: { "git-context": "^1.0.0" }, capabilities: { "vcs.diff": "^2.0.0" } }, [])).toEqual([
    'required: REQUIREMENT_MISSING: lint@1.0.0 needs the plugin "git-context" ^1.0.0, which nothing provides',
    'required: REQUIREMENT_MISSING: lint@1.0.0 needs the capability "vcs.diff" ^2.0.0, which nothing provides',
  ]);
});

test("names both versions where they disagree, of what is optional too", () => {
  const requires = { plugins: { "git-context": "^2.0.0" }, optional: { capabilities: { "vcs.diff": "^1.0.0" } } };
  expect(find(requires, [git])).toEqual([
    'required: REQUIREMENT_VERSION: lint@1.0.0 needs the plugin "git-context" ^2.0.0; there is 1.4.0',
    'optional: REQUIREMENT_VERSION: lint@1.0.0 needs the capability "vcs.diff" ^1.0.0; there is 2.1.0 of git-context@1.4.0',
  ]);
});

test("compares a capability's version, not the plugin's, and finds every provider whose version fits", () => {
  const providers = ["c", "a", "b"].map((name, place) =>
    createCheckedPlugin(name, { version: "9.0.0", capabilities: { "vcs.diff": { version: `1.${place}.0` } } }),
  );
  expect(find({ capabilities: { "vcs.diff": ">=1.1.0" } }, providers)).toEqual(["required: a@9.0.0, b@9.0.0"]);
});

test.each([
  ["^1.0.0", "1.1.0-beta.1", true],
  ["^1.0.0", "1.0.0-beta.1", false],
  ["^1.0.0", "2.0.0-beta.1", false],
  ["^1.0.0-beta.0", "1.0.0-beta.1", true],
  [">=1.0.0 <2.0.0", "1.5.0-rc.1", true],
  ["1.0.0 || 3.x", "3.2.1", true],
  ["*", "0.0.1", true],
])("the range %s and the version %s: %s", (range, version, fits) => {
  const [told] = find({ plugins: { peer: range } }, [createCheckedPlugin("peer", { version })]);
  expect(told).toBe(
    fits ? `required: peer@${version}` : `required: REQUIREMENT_VERSION: lint@1.0.0 needs the plugin "peer" ${range}; there is ${version}`,
  );
});

test("finds plugins that were refused already where they are required, and passes over them where they are optional", () => {
  expect(find({ plugins: { "git-context": "^1.0.0" }, optional: { capabilities: { "vcs.diff": "^2.0.0" } } }, [], [git])).toEqual([
    "required: git-context@1.4.0",
    "optional: ",
  ]);
});
