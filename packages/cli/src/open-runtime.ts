import { resolve } from "node:path";
import { createRuntime, localPlugins, packagePlugins, type Runtime, type RuntimeOptions } from "@kodex/runtime";
import { loadConfig } from "@kodex/runtime/tooling";
import type { CommandInput } from "./command.ts";

/** A loaded runtime as the options ask for it. Closed when the command is interrupted. @throws PluginValidationError for a broken configuration */
export async function openRuntime(
  { onInterrupt, options }: CommandInput,
  more: Pick<RuntimeOptions, "onAsk" | "onLog"> = {},
): Promise<Runtime> {
  const { config } = loadConfig(options.cwd, options.config);
  const folders = options.plugins.length > 0 ? options.plugins : (config.sources?.local ?? ["./plugins"]);
  const packages = options.packages && config.sources?.packages !== false;
  const runtime = await createRuntime({
    ...more,
    cwd: options.cwd,
    config,
    sources: [...folders.map((folder) => localPlugins(resolve(options.cwd, folder))), ...(packages ? [packagePlugins()] : [])],
    ...(options.strict === undefined ? {} : { strict: options.strict }),
    ...(options.safeMode === undefined ? {} : { safeMode: options.safeMode }),
  });
  onInterrupt(() => runtime.close());
  await runtime.load();
  return runtime;
}

/** Runs something with a loaded runtime and closes it, whatever comes of it. */
export async function withRuntime<Result>(
  input: CommandInput,
  use: (runtime: Runtime) => Promise<Result> | Result,
  more: Pick<RuntimeOptions, "onAsk" | "onLog"> = {},
): Promise<Result> {
  const runtime = await openRuntime(input, more);
  try {
    return await use(runtime);
  } finally {
    await runtime.close();
  }
}
