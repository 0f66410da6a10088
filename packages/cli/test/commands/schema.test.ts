import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { COMMANDS } from "../../src/commands.ts";
import { createWorkspace, type Workspace } from "../support/kodex.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace()));
afterEach(() => workspace.remove());

const names = async (): Promise<string[]> => (await workspace.run(["schema"])).stdout.trimEnd().split("\n");

test("without a name the names are listed", async () => {
  expect((await workspace.ask(["schema"])).data).toEqual({ names: await names() });
  expect(await names()).toEqual(expect.arrayContaining(["config", "hooks", "output/failure", "output/list", "plugin"]));
});

test("every command has a schema for its output; what completion prints is for shells", async () => {
  const published = (await names()).flatMap((name) => (name.startsWith("output/") ? [name.slice("output/".length)] : []));
  const enveloped = Object.keys(COMMANDS).filter((name) => name !== "completion");
  expect(published.sort()).toEqual([...enveloped, "failure"].sort());
});

test("each is a JSON Schema and nothing else", async () => {
  const ajv = new Ajv2020({ strict: false });
  for (const name of await names()) {
    const { code, stdout } = await workspace.run(["schema", name, "--json"]);
    expect(code).toBe(0);
    expect(ajv.validateSchema(JSON.parse(stdout) as object), name).toBe(true);
  }
});

test("an unknown one is wrong use, with the nearest one", async () => {
  const { code, diagnostics } = await workspace.ask(["schema", "plugni"]);
  expect([code, diagnostics]).toEqual([
    2,
    [{ severity: "error", code: "SCHEMA_UNKNOWN", message: 'there is no schema "plugni"', hint: 'Did you mean "plugin"?' }],
  ]);
});
