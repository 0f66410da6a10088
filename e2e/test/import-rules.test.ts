import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, runProgram } from "../support/run-program.ts";
import { ROOT } from "../support/workspace.ts";

const scratch = mkdtempSync(join(tmpdir(), "kodex-imports-"));

beforeAll(() => {
  cpSync(join(ROOT, ".ci"), join(scratch, ".ci"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(scratch, "node_modules"));
  for (const area of ["packages", "examples"])
    // A plugin in another language has no sources of ours.
    for (const name of readdirSync(join(ROOT, area)).filter((each) => existsSync(join(ROOT, area, each, "src"))))
      cpSync(join(ROOT, area, name, "src"), join(scratch, area, name, "src"), { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true }));

function check(): Promise<Outcome> {
  return runProgram(process.execPath, [".ci/check-imports.mjs"], scratch);
}

/** The checker's answer while one more file is in the tree. */
async function checkWith(file: string, code: string): Promise<Outcome> {
  mkdirSync(dirname(join(scratch, file)), { recursive: true });
  writeFileSync(join(scratch, file), code);
  try {
    return await check();
  } finally {
    rmSync(join(scratch, file));
  }
}

test("the import rules hold for the sources as they are", async () => {
  const { output, status } = await check();
  expect(status, output).toBe(0);
});

test.each([
  ["a value of another folder", "packages/runtime/src/hooks/planted.ts", 'import { admitPlugins } from "../admission/admit.ts";\n'],
  ["a type of another folder", "packages/runtime/src/hooks/planted.ts", 'import type { AdmitOptions } from "../admission/admit.ts";\n'],
  ["a value of a port", "packages/runtime/src/hooks/planted.ts", 'import { x } from "../hosting/broker.ts";\n'],
  ["a folder in a re-export", "packages/runtime/src/hooks/planted.ts", 'export * from "../admission/admit.ts";\n'],
  ["a folder at run time", "packages/runtime/src/hooks/planted.ts", 'await import("../admission/admit.ts");\n'],
  [
    "what composes, in a leaf",
    "packages/runtime/src/observation/planted.ts",
    'import type { StreetServices } from "../loading/load-street.ts";\n',
  ],
  ["what composes, at the top", "packages/runtime/src/planted.ts", 'import { createLifecycle } from "./loading/lifecycle.ts";\n'],
  [
    "a value of a leaf in what the leaves share",
    "packages/runtime/src/calls/planted.ts",
    'import { EmitRun } from "../hooks/emit-run.ts";\n',
  ],
  ["a leaf in a base", "packages/runtime/src/schemas/planted.ts", 'import type { Provider } from "../capabilities/capability-index.ts";\n'],
  [
    "what stands on the runtime, in the runtime",
    "packages/runtime/src/loading/planted.ts",
    'import type { Validation } from "../tooling/index.ts";\n',
  ],
  ["a built-in module in manifest", "packages/manifest/src/planted.ts", 'import { readFileSync } from "node:fs";\n'],
  ["a package that is above", "packages/manifest/src/planted.ts", 'import type { Runtime } from "@kodex/runtime";\n'],
  ["the command line in the runtime", "packages/runtime/src/planted.ts", 'import "@kodex/cli";\n'],
  ["another package's sources", "packages/runtime/src/planted.ts", 'import "../../manifest/src/index.ts";\n'],
])("refuses to import %s", async (_, file, code) => {
  const { output, status } = await checkWith(file, code);
  expect(status).toBe(1);
  expect(output).toContain(`${file} imports `);
});

test("fails when it sees no file", async () => {
  const empty = mkdtempSync(join(tmpdir(), "kodex-no-imports-"));
  try {
    cpSync(join(ROOT, ".ci"), join(empty, ".ci"), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(empty, "node_modules"));
    for (const area of ["packages", "examples"]) mkdirSync(join(empty, area));
    expect(await runProgram(process.execPath, [".ci/check-imports.mjs"], empty)).toMatchObject({ status: 1 });
  } finally {
    rmSync(empty, { recursive: true });
  }
});
