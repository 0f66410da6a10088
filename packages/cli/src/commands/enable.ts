import { resolve } from "node:path";
import type { Diagnostic, PluginListing } from "@kodex/manifest";
import { type ConfigValue, type LoadedConfig, switchPlugin } from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput } from "../command.ts";
import { didYouMean } from "../errors.ts";
import { loadSettings, withRuntime } from "../open-runtime.ts";
import { escapeLine } from "../output/escape.ts";

/** `kodex enable <plugin>[#hook]`. */
export const runEnable = (input: CommandInput): Promise<CommandOutput> => run(input, true);

/** `kodex disable <plugin>[#hook]`. */
export const runDisable = (input: CommandInput): Promise<CommandOutput> => run(input, false);

/** Switches a plugin or a hook in the workspace's settings. Bad news when it does not exist, or another file has the last word. */
async function run(input: CommandInput, enabled: boolean): Promise<CommandOutput> {
  const [plugin, hook] = (input.args[0] ?? "").split("#") as [string, string?];
  const before = loadSettings(input);
  const unknown = await findUnknown(input, { plugin, hook, loaded: before });
  if (unknown !== undefined) return { ok: false, data: {}, diagnostics: [unknown], render: () => "" };
  const file = resolve(input.options.cwd, input.options.config ?? "kodex.json");
  const changed = await switchPlugin({ plugin, hook, enabled, file });
  const now = findSwitch(loadSettings(input), plugin, hook);
  const isEnabled = now?.value !== false;
  const subject = hook === undefined ? plugin : `"${hook}" of ${plugin}`;
  return {
    ok: isEnabled === enabled,
    data: { plugin, ...(hook === undefined ? {} : { hook }), enabled: isEnabled, changed, file },
    diagnostics: isEnabled === enabled ? [] : [toOverruled(subject, now)],
    render: ({ paint }) => {
      const state = enabled ? "on" : "off";
      return changed ? `${paint.green("✔")} ${escapeLine(subject)} is ${state} in ${file}` : `${escapeLine(subject)} was ${state} already`;
    },
  };
}

interface Wanted {
  readonly plugin: string;
  readonly hook: string | undefined;
  readonly loaded: LoadedConfig;
}

/** What is wrong with the name. A plugin that has settings counts as known: it may be gone for a while. */
async function findUnknown(input: CommandInput, { hook, loaded, plugin }: Wanted): Promise<Diagnostic | undefined> {
  const seen: readonly PluginListing[] = await withRuntime(input, (runtime) => runtime.list(), { loaded });
  const listing = seen.find(({ name }) => name === plugin);
  const settings = loaded.config.plugins?.[plugin];
  if (listing === undefined && settings === undefined) {
    const names = [...seen.filter(({ version }) => version !== "").map(({ name }) => name), ...Object.keys(loaded.config.plugins ?? {})];
    return toNotFound(`there is no plugin "${plugin}"`, didYouMean(plugin, names) ?? "See `kodex list` for the plugins.");
  }
  const hooks = [...(listing?.hooks ?? []), ...Object.keys(settings?.hooks ?? {})];
  if (hook === undefined || hooks.includes(hook)) return undefined;
  return toNotFound(`${plugin} has no hook "${hook}"`, didYouMean(hook, hooks) ?? "See `kodex list` for the plugins and their hooks.");
}

function toNotFound(message: string, hint: string): Diagnostic {
  return { severity: "error", code: "PLUGIN_NOT_FOUND", message, hint };
}

/** The setting that has the last word. */
function findSwitch({ values }: LoadedConfig, plugin: string, hook: string | undefined): ConfigValue | undefined {
  const keys = ["plugins", plugin, ...(hook === undefined ? [] : ["hooks", hook]), "enabled"];
  return values.find((value) => value.keys.length === keys.length && value.keys.every((key, place) => key === keys[place]));
}

function toOverruled(subject: string, setting: ConfigValue | undefined): Diagnostic {
  return {
    severity: "error",
    code: "CONFIG_OVERRULED",
    message: `${subject} stays off: the ${setting?.layer ?? "default"} configuration has switched it off`,
    hint: `Change ${setting?.file ?? "that configuration"}, or ask whoever keeps it.`,
    ...(setting?.file === undefined ? {} : { file: setting.file }),
  };
}
