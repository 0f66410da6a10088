import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "../support/kodex.ts";
import { PLUGINS } from "../support/plugins.ts";

let workspace: Workspace;
beforeEach(() => void (workspace = createWorkspace({ "plugins/formatter.js": PLUGINS.formatter })));
afterEach(() => workspace.remove());

describe("capabilities", () => {
  test("are listed with their providers in order", async () => {
    const { code, data } = await workspace.ask(["capabilities"]);
    expect([code, data]).toEqual([
      0,
      {
        capabilities: [
          {
            id: "code.format",
            version: "1.2.0",
            description: "Formats source code",
            providers: [{ plugin: "formatter@1.0.0", version: "1.2.0", priority: 0 }],
          },
        ],
      },
    ]);
    expect((await workspace.run(["capabilities"])).stdout).toMatch(/^code\.format +1\.2\.0 +formatter@1\.0\.0 +0 +Formats source code$/m);
  });

  test("that nobody offers are not passed over in silence", async () => {
    expect((await workspace.run(["capabilities", "--plugins", "."])).stdout).toBe("No plugin here offers a capability.\n");
  });

  test("of an unknown id exit with 1 and the nearest one", async () => {
    const { code, diagnostics } = await workspace.ask(["capabilities", "code.fromat"]);
    expect(code).toBe(1);
    expect(diagnostics).toMatchObject([
      { code: "CAPABILITY_UNKNOWN", message: 'no plugin provides the capability "code.fromat"', hint: 'Did you mean "code.format"?' },
    ]);
  });
});

describe("route", () => {
  test("ranks providers for plain words", async () => {
    const { code, data } = await workspace.ask(["route", "format", "my", "source"]);
    expect([code, data]).toMatchObject([0, { candidates: [{ capability: "code.format", plugin: "formatter@1.0.0" }] }]);
    expect((await workspace.run(["route", "format"])).stdout).toMatch(/^code\.format +formatter@1\.0\.0/m);
  });

  test("exits with 1 when nothing fits", async () => {
    expect(await workspace.ask(["route", "xyzzy"])).toMatchObject({ code: 1, ok: false, data: { candidates: [] } });
  });
});

describe("invoke", () => {
  test("calls the provider", async () => {
    const { code, data } = await workspace.ask(["invoke", "code.format", "--input", '{"text":" x "}']);
    expect([code, data]).toMatchObject([0, { plugin: "formatter@1.0.0", output: { text: "x" } }]);
  });

  test.each([
    [["code.fromat", "--input", "{}"], 1, "CAPABILITY_UNKNOWN"],
    [["code.format", "--input", "{}"], 1, "CAPABILITY_INPUT_INVALID"],
    [["code.format", "--input", '{"text":""}', "--range", "^2"], 1, "CAPABILITY_NO_PROVIDER"],
    [["code.format", "--input", '{"text":""}', "--plugin", "other"], 1, "CAPABILITY_NO_PROVIDER"],
    [["code.format", "--input", "{"], 2, "INPUT_INVALID"],
    [["code.format"], 2, "ARGUMENT_MISSING"],
  ])("%j exits with %i and %s", async (words, exit, code) => {
    expect(await workspace.ask(["invoke", ...words])).toMatchObject({ code: exit, ok: false, data: {}, diagnostics: [{ code }] });
  });
});
