import { createRuntime, defineHooks, inlinePlugins } from "@kodex/runtime";
import { expect, onTestFinished, test } from "vitest";
import { createPlugin, createTemporaryWorkspace } from "../temporary-runtime.ts";

const odd = { type: "objekt" };
const plugin = createPlugin("acme", {
  manifest: { events: { "acme:asked": { kind: "gate", payload: { $ref: "#/$defs/none" }, result: { type: "object" } } } },
});

test("the doctor finds schemas of events that cannot be used, of plugins and of the host, before an event is emitted", async () => {
  const { path } = createTemporaryWorkspace();
  const hooks = defineHooks<{
    "deploy.asked": { payload: unknown; result: unknown };
    "deploy.done": { payload: unknown; result: unknown };
  }>({
    "deploy.asked": { kinds: ["gate"], payload: { type: "object" }, result: odd },
    "deploy.done": { kinds: ["observe"] },
  });
  const runtime = await createRuntime({ cwd: path, stateDirectory: `${path}/.state`, sources: [inlinePlugins([plugin])], hooks });
  onTestFinished(() => runtime.close());
  await runtime.load();
  const { checks, healthy } = await runtime.doctor();
  expect(healthy).toBe(false);
  expect(checks.filter(({ status }) => status === "fail")).toEqual([
    {
      id: "schema.acme@1.0.0.events.acme:asked.payload",
      status: "fail",
      code: "SCHEMA_REFUSED",
      message: expect.stringMatching(
        /^acme@1\.0\.0 has no usable schema for the payload of "acme:asked": a JSON Schema was refused: /,
      ) as string,
      hint: "Mend events.acme:asked.payload in the manifest.",
      plugin: "acme@1.0.0",
    },
    {
      id: "schema.host.deploy.asked.result",
      status: "fail",
      code: "SCHEMA_REFUSED",
      message: expect.stringMatching(
        /^the host has no usable schema for the result of "deploy\.asked": a JSON Schema was refused: /,
      ) as string,
      hint: "Mend deploy.asked.result in what is passed to `defineHooks`.",
    },
  ]);
});
