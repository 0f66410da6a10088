import {
  definePlugin,
  type EventMap,
  createRuntime,
  inlinePlugins,
  type ManifestInput,
  type Plugin,
  type Runtime,
  type RuntimeOptions,
} from "@kodex/runtime";
import { createFakeWorkspace, type FakeWorkspace } from "@kodex/runtime/testing";
import { onTestFinished } from "vitest";

/** A workspace that is removed when the test has ended. */
export function createTemporaryWorkspace(files: Readonly<Record<string, string>> = {}): FakeWorkspace {
  const workspace = createFakeWorkspace(files);
  onTestFinished(workspace.remove);
  return workspace;
}

/** A runtime in a workspace of its own, not loaded yet; closed and removed when the test has ended. */
export async function createTemporaryRuntime<Events extends EventMap = Record<never, never>>(
  options: RuntimeOptions<Events> = {},
): Promise<Runtime<Events>> {
  const { path } = createTemporaryWorkspace();
  const runtime = await createRuntime<Events>({ cwd: path, stateDirectory: `${path}/.state`, sources: [], ...options });
  onTestFinished(() => runtime.close());
  return runtime;
}

/** The same, loaded, with these plugins. */
export async function loadTemporaryRuntime(plugins: readonly Plugin[], options: RuntimeOptions = {}): Promise<Runtime> {
  const runtime = await createTemporaryRuntime({ sources: [inlinePlugins(plugins)], ...options });
  await runtime.load();
  return runtime;
}

/** A plugin of version 1.0.0 with its manifest in code. */
export function createPlugin(
  name: string,
  { manifest, ...parts }: Omit<Plugin, "manifest"> & { readonly manifest?: Partial<ManifestInput> } = {},
): Plugin {
  return definePlugin({ manifest: { manifestVersion: 1, name, version: "1.0.0", ...manifest }, ...parts });
}
