import { expect, test } from "vitest";
import { toActivationTimeout } from "../../src/errors.ts";
import type { HostedPlugin } from "../../src/hosting/isolation-backend.ts";
import { ObservedPlugin } from "../../src/loading/observed-plugin.ts";
import { createAdmitted } from "../hosting/admitted.ts";

function observe(changes: Partial<HostedPlugin>) {
  const told: unknown[] = [];
  const hosted = new ObservedPlugin(
    {
      plugin: createAdmitted(),
      active: false,
      activate: async () => undefined,
      hook: () => () => "hook",
      capability: () => () => "capability",
      dispose: async () => undefined,
      ...changes,
    },
    {
      onActivated: ({ error }) => void told.push(error?.code ?? "activated"),
      onDisposeFailed: ({ id }, { code, message }) => void told.push([id, code, message]),
    },
  );
  return { hosted, told };
}

test("tells of an activation once, however many ask for it", async () => {
  const outcome = Promise.resolve();
  const { hosted, told } = observe({ activate: () => outcome });
  await Promise.all([hosted.activate(), hosted.activate()]);
  await hosted.activate();
  expect(told).toEqual(["activated"]);
});

test("tells of each anew when a plugin is started again", async () => {
  const { hosted, told } = observe({ activate: async () => undefined });
  await hosted.activate();
  await hosted.activate();
  expect(told).toEqual(["activated", "activated"]);
});

test("tells of a failure by its own code, or as a failed activation", async () => {
  for (const [error, code] of [
    [toActivationTimeout("probe@1.0.0", 10), "PLUGIN_ACTIVATION_TIMEOUT"],
    [new Error("no"), "PLUGIN_ACTIVATION_FAILED"],
    [undefined, "PLUGIN_ACTIVATION_FAILED"],
  ] as const) {
    const { hosted, told } = observe({ activate: () => Promise.reject(error) });
    await expect(hosted.activate()).rejects.toBe(error);
    expect(told).toEqual([code]);
  }
});

test("disposes once and never rejects; whoever watches learns why it failed", async () => {
  let disposals = 0;
  const { hosted, told } = observe({
    async dispose() {
      disposals += 1;
      throw new Error("busy");
    },
  });
  await Promise.all([hosted.dispose(), hosted.dispose()]);
  expect([disposals, told]).toEqual([1, [["probe@1.0.0", "PLUGIN_DISPOSE_FAILED", "probe@1.0.0 failed in dispose: busy"]]]);
});

test("is otherwise the plugin that it observes", () => {
  const { hosted } = observe({ active: true });
  expect([hosted.active, hosted.plugin.id, hosted.hook("a")(0, {} as never), hosted.capability("a")(0, {} as never)]).toEqual([
    true,
    "probe@1.0.0",
    "hook",
    "capability",
  ]);
});
