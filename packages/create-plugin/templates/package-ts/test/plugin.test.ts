import { fileURLToPath } from "node:url";
import { createTestRuntime } from "@kodex/runtime/testing";
import { expect, test } from "vitest";

test("greets in every prompt", async () => {
  const runtime = await createTestRuntime(fileURLToPath(new URL("../kodex.plugin.json", import.meta.url)));
  const { context } = await runtime.emit("prompt.preprocess", { text: "hello" });
  expect(context).toEqual([{ plugin: "__NAME__@0.1.0", text: "__NAME__ says hello." }]);
  await runtime.close();
});
