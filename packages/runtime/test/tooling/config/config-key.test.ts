import fc from "fast-check";
import { expect, test } from "vitest";
import { listConfigKeys, readSetting, resolveConfigKey } from "../../../src/tooling/config/config-key.ts";

const config = { plugins: { lint: { hooks: { tool: { enabled: true }, "tool.before": { priority: 1 } } } } };

test.each([
  ["plugins", ["plugins"]],
  ["plugins.lint.hooks.tool.before.priority", ["plugins", "lint", "hooks", "tool.before", "priority"]],
  ["plugins.lint.hooks.tool.enabled", ["plugins", "lint", "hooks", "tool", "enabled"]],
  ["/plugins/lint/hooks/tool.before/priority", ["plugins", "lint", "hooks", "tool.before", "priority"]],
])("%s leads to %j", (key, keys) => {
  expect(resolveConfigKey(config, key)).toEqual(keys);
});

test.each(["", "plugin", "plugins.", "plugins.lint.hooks.tool.after", "/plugins/none", "toString", "plugins.lint.constructor"])(
  "%j leads nowhere",
  (key) => {
    expect(resolveConfigKey(config, key)).toBeUndefined();
  },
);

test("property: every key that is listed leads somewhere", () => {
  const name = fc.stringMatching(/^[a-z]{1,3}(\.[a-z]{1,3})?$/);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(name, fc.oneof({ depthSize: "small" }, fc.integer(), tie("tree")), { maxKeys: 3, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      for (const key of listConfigKeys(value)) {
        const keys = resolveConfigKey(value, key);
        expect(keys?.join(".")).toBe(key);
        expect(readSetting(value, keys ?? [])).not.toBeUndefined();
      }
    }),
  );
});
