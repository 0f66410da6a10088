import { join } from "node:path";
import { createRuntime, localPlugins, type Runtime, type RuntimeOptions } from "@kodex/runtime";
import type { FakeWorkspace } from "@kodex/runtime/testing";
import { onTestFinished } from "vitest";
import { createTemporaryWorkspace } from "../temporary-runtime.ts";

/** A workspace with one plugin `probe` that handles `prompt.preprocess`, and the runtime that has loaded it. */
export async function loadFolder(
  files: Readonly<Record<string, string>>,
  { manifest = {}, options = {} }: { readonly manifest?: Readonly<Record<string, unknown>>; readonly options?: RuntimeOptions } = {},
): Promise<{ readonly runtime: Runtime; readonly workspace: FakeWorkspace }> {
  const workspace = createTemporaryWorkspace();
  const text = JSON.stringify({
    manifestVersion: 1,
    name: "probe",
    version: "1.0.0",
    ...(manifest["command"] === undefined ? { main: "./index.mjs" } : {}),
    hooks: { "prompt.preprocess": {} },
    ...manifest,
  });
  for (const [file, content] of Object.entries({ "kodex.plugin.json": text, ...files })) workspace.write(`plugins/probe/${file}`, content);
  const runtime = await createRuntime({
    cwd: workspace.path,
    stateDirectory: join(workspace.path, ".state"),
    sources: [localPlugins("./plugins")],
    ...options,
  });
  onTestFinished(() => runtime.close());
  await runtime.load();
  return { runtime, workspace };
}
