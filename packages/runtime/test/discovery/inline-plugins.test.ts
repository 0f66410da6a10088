import { expect, test } from "vitest";
import { inlinePlugins } from "../../src/discovery/inline-plugins.ts";

test("gives the embedder's objects in their order, as first-party plugins of the workspace", () => {
  const plugins = [{ activate: () => undefined }, { hooks: {} }];
  expect(inlinePlugins(plugins).discover({ cwd: "/work" })).toEqual(
    plugins.map((plugin, position) => ({
      kind: "inline",
      origin: "inline",
      source: "inline",
      tier: "project",
      file: "",
      root: "/work",
      firstParty: true,
      plugin,
      position,
    })),
  );
});

test("ranks them as it is told", () => {
  expect(inlinePlugins([{}], { tier: "builtin" }).discover({ cwd: "/work" })).toMatchObject([{ tier: "builtin" }]);
});
