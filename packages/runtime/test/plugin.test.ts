import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as plugin from "@kodex/runtime/plugin";
import { describe, expect, expectTypeOf, test } from "vitest";

describe("@kodex/runtime/plugin", () => {
  test("has one export, which returns its argument", () => {
    expect(Object.keys(plugin)).toEqual(["definePlugin"]);
    const definition = { hooks: {} };
    expect(plugin.definePlugin(definition)).toBe(definition);
  });

  test("depends on nothing and adds less than 1 kB to a bundle", () => {
    const entry = process.env["KODEX_TEST_TARGET"] === "dist" ? "../dist/plugin.js" : "../src/plugin.ts";
    const text = readFileSync(fileURLToPath(new URL(entry, import.meta.url)), "utf8");
    const values = text.split("\n").filter((line) => /^import (?!type )|\brequire\(|\bimport\(/.test(line));
    if (entry.endsWith(".ts")) expect(values).toEqual([]);
    else expect(Buffer.byteLength(text)).toBeLessThan(1000);
  });

  test("gives handlers the types of their payload and holds them to their results", () => {
    const defined = plugin.definePlugin({
      hooks: {
        "prompt.preprocess"({ text }, ctx) {
          expectTypeOf(text).toEqualTypeOf<string>();
          expectTypeOf(ctx).toEqualTypeOf<plugin.PluginContext>();
          expectTypeOf(ctx.signal).toEqualTypeOf<AbortSignal>();
          return { text };
        },
        "acme:deployed": (payload) => expectTypeOf(payload).toEqualTypeOf<unknown>(),
      },
    });
    expectTypeOf(defined.hooks["prompt.preprocess"]).toBeFunction();
    plugin.definePlugin({
      hooks: {
        // @ts-expect-error a text is no result
        "prompt.preprocess": () => "text",
      },
    });
    expect(Object.keys(defined.hooks)).toEqual(["prompt.preprocess", "acme:deployed"]);
  });

  test("gives handlers of an embedder's events the types that are named", () => {
    interface Deployed {
      readonly target: string;
    }
    type Events = { "deploy.before": { payload: Deployed; result: { decision?: "deny" } } };
    const defined = plugin.definePlugin<Events>({
      hooks: {
        "deploy.before"({ target }) {
          expectTypeOf(target).toEqualTypeOf<string>();
          return target === "production" ? { decision: "deny" } : undefined;
        },
        "turn.start": ({ turnId }) => void expectTypeOf(turnId).toEqualTypeOf<string>(),
      },
    });
    expectTypeOf(defined).toExtend<plugin.Plugin>();
    plugin.definePlugin<Events>({
      hooks: {
        // @ts-expect-error a text is no result
        "deploy.before": () => "text",
      },
    });
    expect(Object.keys(defined.hooks ?? {})).toEqual(["deploy.before", "turn.start"]);
  });
});
