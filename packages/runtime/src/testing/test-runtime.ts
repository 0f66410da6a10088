import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseManifest } from "@kodex/manifest";
import { inlinePlugins } from "../discovery/inline-plugins.ts";
import { readPackageDefaults } from "../discovery/package-defaults.ts";
import type { PluginSource } from "../discovery/source.ts";
import type { Plugin } from "../plugin.ts";
import { createRuntime } from "../runtime.ts";
import type { Runtime } from "../runtime-interface.ts";
import type { PluginLogEntry, RuntimeOptions } from "../runtime-options.ts";
import { createFakeWorkspace, type FakeWorkspace } from "./fake-workspace.ts";

/** How one plugin is tested. */
export interface TestRuntimeOptions extends Pick<RuntimeOptions, "clock" | "hooks" | "model" | "onAsk" | "secrets"> {
  /** Settings of the plugin. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A runtime with one plugin, in a workspace of its own. */
export interface TestRuntime extends Pick<
  Runtime,
  "capabilities" | "dispatch" | "doctor" | "emit" | "explain" | "invoke" | "ledger" | "list" | "on"
> {
  /** The workspace. What the runtime keeps lies elsewhere. */
  readonly workspace: FakeWorkspace;
  /** What the plugin has logged, in order. */
  readonly logs: readonly PluginLogEntry[];
  /** Unloads the plugin and removes the workspace with all that the runtime has kept. Idempotent. */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Loads one plugin as a host would, and activates it: a plugin object with its manifest, or the path of a
 * `kodex.plugin.json`. It is granted what it declares. Every problem is thrown.
 *
 * @throws PluginValidationError for its manifest, PluginLoadError when it cannot be loaded or activated
 */
export async function createTestRuntime(plugin: Plugin | string, options: TestRuntimeOptions = {}): Promise<TestRuntime> {
  const { config, files, ...rest } = options;
  const { name, source } = toSource(plugin);
  const workspace = createFakeWorkspace(files);
  const state = createFakeWorkspace();
  const logs: PluginLogEntry[] = [];
  const runtime = await createRuntime({
    ...rest,
    cwd: workspace.path,
    stateDirectory: state.path,
    sources: [source],
    strict: true,
    safeMode: false,
    onLog: (entry) => void logs.push(entry),
    ...(config === undefined ? {} : { config: { plugins: { [name]: { config } } } }),
  });

  async function close(): Promise<void> {
    await runtime.close();
    workspace.remove();
    state.remove();
  }

  try {
    await runtime.load();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    workspace,
    logs,
    capabilities: runtime.capabilities,
    dispatch: runtime.dispatch,
    doctor: runtime.doctor,
    emit: runtime.emit,
    explain: runtime.explain,
    invoke: runtime.invoke,
    list: runtime.list,
    on: runtime.on,
    get ledger() {
      return runtime.ledger;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function toSource(plugin: Plugin | string): { readonly name: string; readonly source: PluginSource } {
  if (typeof plugin !== "string") return { name: plugin.manifest?.name ?? "", source: inlinePlugins([plugin]) };
  const text = readFileSync(plugin, "utf8");
  const readDefaults = () => readPackageDefaults(join(dirname(plugin), "package.json"));
  const { name } = parseManifest(text, { file: plugin, defaults: readDefaults() });
  const candidate = {
    kind: "manifest",
    origin: "local",
    source: "test",
    tier: "project",
    file: plugin,
    root: dirname(plugin),
    firstParty: true,
    readText: () => text,
    readDefaults,
  } as const;
  return { name, source: { name: "test", discover: () => [candidate] } };
}
