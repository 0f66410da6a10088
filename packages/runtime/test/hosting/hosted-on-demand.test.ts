import { expect, test } from "vitest";
import { createInProcessBackend } from "../../src/hosting/in-process.ts";
import { HostedOnDemand } from "../../src/hosting/hosted-on-demand.ts";
import type { HostedPlugin, HostServices } from "../../src/hosting/isolation-backend.ts";
import { createCallGuard } from "../../src/resilience/call-guard.ts";
import { createFakeClock } from "../../src/testing/index.ts";
import { createAdmitted } from "./admitted.ts";

function create() {
  const plugin = createAdmitted();
  const services = {} as HostServices;
  const calls: unknown[] = [];
  const hosted: HostedPlugin = {
    plugin,
    active: true,
    activate: async () => void calls.push("activate"),
    hook: (name) => () => `hook ${name}`,
    capability: (id) => () => `capability ${id}`,
    dispose: async () => void calls.push("dispose"),
  };
  const onDemand = new HostedOnDemand(plugin, services, (...args) => {
    calls.push(args);
    return hosted;
  });
  return { calls, onDemand, plugin, services };
}

test("makes a place to run at the first use, once", async () => {
  const { calls, onDemand, plugin, services } = create();
  expect([onDemand.active, onDemand.plugin, calls]).toEqual([false, plugin, []]);
  await onDemand.activate();
  await onDemand.activate();
  expect(calls).toEqual([[plugin, services], "activate", "activate"]);
  expect([onDemand.active, onDemand.hook("a")(0, {} as never), onDemand.capability("b")(0, {} as never)]).toEqual([
    true,
    "hook a",
    "capability b",
  ]);
});

test("disposes what was used, and makes nothing for what was not", async () => {
  const idle = create();
  await idle.onDemand.dispose();
  expect(idle.calls).toEqual([]);
  const used = create();
  await used.onDemand.activate();
  await used.onDemand.dispose();
  expect(used.calls.slice(1)).toEqual(["activate", "dispose"]);
});

test.each([undefined, ["./serve"]])(
  "a plugin with the command %j that was disposed before its first use does not run any more",
  async (command) => {
    const backend = createInProcessBackend(createCallGuard(createFakeClock()));
    const hosted = backend.host(createAdmitted(command === undefined ? {} : { manifest: { command } }), {} as HostServices);
    await hosted.dispose();
    await expect(hosted.activate()).rejects.toMatchObject({ code: "PLUGIN_DISPOSED" });
    expect(hosted.active).toBe(false);
  },
);
