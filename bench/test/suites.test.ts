import { expect, test } from "vitest";
import { runBench } from "./run-bench.ts";

test.each([
  [
    "dispatch",
    ["plain loop", "kodex dispatch", "kodex emit", "tapable 2", "eventemitter3 5", "hookable 6", "emittery 1", "one look-up and a result"],
  ],
  ["start-up", ["node -e 0", "kodex list --json, 20 plugins", "oclif 4, hello world"]],
  ["loading", ["read and parse", "kodex load, cold", "kodex load, warm", "what kodex adds"]],
  ["validation", ["JSON.parse", "zod 4", "ajv, compiled at run time", "kodex checkManifest, a value"]],
  ["capabilities", ["Map.get", "kodex find", "minisearch 7", "kodex route"]],
])("%s measures itself and its peers", async (suite, contenders) => {
  const { output, status } = await runBench([suite, "--quick"]);
  expect(status, output).toBe(0);
  for (const contender of contenders) expect(output).toContain(`  ${contender} `);
  // A contender that was not measured would show as NaN.
  expect(output).not.toContain("NaN");
});

test("refuses a suite that does not exist", async () => {
  expect(await runBench(["dispach"])).toMatchObject({
    status: 2,
    output: expect.stringContaining('There is no suite "dispach".') as string,
  });
});

test("writes no report of a quick run", async () => {
  expect(await runBench(["--quick", "--write"])).toMatchObject({ status: 2 });
});
