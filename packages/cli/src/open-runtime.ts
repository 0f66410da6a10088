import { resolve } from "node:path";
import type { Diagnostic } from "@kodex/manifest";
import { createRuntime, localPlugins, packagePlugins, type PluginSource, type Runtime, type RuntimeOptions } from "@kodex/runtime";
import { loadConfig, type LoadedConfig, resolveStateDirectory } from "@kodex/runtime/tooling";
import { assertFolder } from "./assert-folder.ts";
import type { CommandInput, CommandOptions } from "./command.ts";
import { toIsolationUnavailable } from "./errors.ts";
import { showProgress } from "./output/progress.ts";

/** What a command adds to the runtime that it works with. */
export interface RuntimeExtras extends Pick<RuntimeOptions, "onAsk" | "onLog"> {
  /** Settings, where the command has read them already. */
  readonly loaded?: LoadedConfig;
}

/** Isolation that this command can give. */
const LEVELS = ["in-process"] as const;

/** Settings that apply to the command. @throws PluginValidationError for a file that is not valid */
export function loadSettings({ options, terminal }: CommandInput): LoadedConfig {
  return loadConfig({ cwd: options.cwd, named: options.config, env: terminal.env });
}

/** Folders with local plugins, absolute, in order of precedence. */
export function toFolders({ cwd, plugins }: CommandOptions, { folders }: LoadedConfig): LoadedConfig["folders"] {
  const named = plugins.map((folder) => ({ folder: resolve(cwd, folder), tier: "project" as const }));
  // Folders on the command line take the place of the workspace's, not of those that the organization and the user add.
  const added = folders.filter(({ tier }) => tier !== "project");
  return named.length > 0 ? [...added, ...named] : folders;
}

/** Where the command looks for plugins. */
export function toSources(options: CommandOptions, loaded: LoadedConfig): readonly PluginSource[] {
  return [
    ...toFolders(options, loaded).map(({ folder, tier }) => localPlugins(folder, { tier })),
    ...(options.packages && loaded.config.sources?.packages !== false ? [packagePlugins()] : []),
  ];
}

/** Uses a loaded runtime as the options ask for it, and closes it, also when the command is interrupted. */
export async function withRuntime<Result>(
  input: CommandInput,
  use: (runtime: Runtime) => Promise<Result> | Result,
  { loaded = loadSettings(input), onAsk, ...extras }: RuntimeExtras = {},
): Promise<Result> {
  const { options, terminal } = input;
  assertIsolation(options);
  for (const folder of options.plugins) assertFolder("plugins", resolve(options.cwd, folder));
  const runtime = await createRuntime({
    ...extras,
    ...(onAsk === undefined
      ? {}
      : {
          onAsk(request) {
            // The question needs the line.
            endProgress();
            return onAsk(request);
          },
        }),
    cwd: options.cwd,
    config: loaded.config,
    sources: toSources(options, loaded),
    stateDirectory: resolveStateDirectory(options.cwd, terminal.env),
    safeMode: options.safeMode ?? terminal.env["KODEX_SAFE_MODE"] === "1",
    ...(options.strict === undefined ? {} : { strict: options.strict }),
  });
  const endProgress = showProgress(input);
  // A plugin that ends the process while it comes up is the last thing that the ledger hears of.
  input.onProcessEnd(() => runtime.ledger.slice(-1).flatMap(({ code, plugin }) => (code === "PLUGIN_EXITED" ? [plugin] : [])));
  input.onInterrupt(async () => {
    endProgress();
    await runtime.close();
  });
  try {
    await runtime.load();
    return await use(runtime);
  } finally {
    await runtime.close();
    endProgress();
  }
}

/** What is worth knowing about how the command runs plugins, besides the plugins themselves. */
export function listNotices({ isolation }: CommandOptions): readonly Diagnostic[] {
  if (isolation === undefined || isAvailable(isolation)) return [];
  return [
    {
      severity: "warning",
      code: "ISOLATION_LOWERED",
      message: `plugins run in-process instead of at isolation "${isolation}", as --allow-lower-isolation permits`,
      hint: "Remove --allow-lower-isolation to refuse that.",
    },
  ];
}

function assertIsolation({ allowLowerIsolation = false, isolation = "in-process" }: CommandOptions): void {
  if (!isAvailable(isolation) && !allowLowerIsolation) throw toIsolationUnavailable(isolation, LEVELS);
}

function isAvailable(level: string): boolean {
  return LEVELS.some((available) => available === level);
}
