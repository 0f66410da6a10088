import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { ConfigSetting, Diagnostic } from "@kodex/manifest";
import {
  type ConfigValue,
  createPlaceFinder,
  listConfigKeys,
  type LoadedConfig,
  readSetting,
  resolveConfigKey,
} from "@kodex/runtime/tooling";
import type { CommandInput, CommandOutput, View } from "../command.ts";
import { didYouMean } from "../errors.ts";
import { loadSettings } from "../open-runtime.ts";
import { escapeLine, escapeText } from "../output/escape.ts";

/** `kodex config [key]`: the settings that apply, or one of them. Bad news when that one is not set. */
export async function runConfig(input: CommandInput): Promise<CommandOutput> {
  const [key] = input.args;
  const loaded = loadSettings(input);
  const keys = key === undefined ? [] : resolveConfigKey(loaded.config, key);
  if (keys === undefined) return toMissing(key ?? "", loaded);
  const value = readSetting(loaded.config, keys);
  const shown = loaded.values.filter((setting) => isDeepStrictEqual(setting.keys.slice(0, keys.length), keys));
  const settings = input.options.explain === true ? await explain(shown) : undefined;
  const files = loaded.files.map(({ file, layer, status }) => ({ layer, file, status }));
  return {
    ok: true,
    data: { ...(key === undefined ? {} : { key }), value, files, ...(settings === undefined ? {} : { settings }) },
    diagnostics: [],
    render: (view) => (settings === undefined ? escapeText(JSON.stringify(value, null, 2)) : render(settings, files, view)),
  };
}

function toMissing(key: string, { config }: LoadedConfig): CommandOutput {
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "CONFIG_KEY_UNSET",
    message: `"${key}" is not set`,
    hint: didYouMean(key, listConfigKeys(config)) ?? "See `kodex config` for what is set, and `kodex schema config` for what can be.",
  };
  return { ok: false, data: {}, diagnostics: [diagnostic], render: () => "" };
}

/** The settings with their places. Each file is read once. */
async function explain(values: readonly ConfigValue[]): Promise<readonly ConfigSetting[]> {
  const finders = new Map<string, Awaited<ReturnType<typeof createPlaceFinder>>>();
  const files = values.flatMap(({ file, others }) => [file, ...others.map((other) => other.file)]);
  for (const file of new Set(files)) if (file !== undefined) finders.set(file, await createPlaceFinder(readFileSync(file, "utf8")));
  const toPlace = ({ file, layer, value }: ConfigValue["others"][number], keys: readonly string[]) => ({
    layer,
    value,
    ...(file === undefined ? {} : { file, ...finders.get(file)?.(keys) }),
  });
  return values.map(({ keys, others, ...own }) => ({
    key: keys.join("."),
    ...toPlace(own, keys),
    others: others.map((other) => toPlace(other, keys)),
  }));
}

function render(
  settings: readonly ConfigSetting[],
  files: readonly { file: string; layer: string; status: string }[],
  { paint }: View,
): string {
  const where = ({ file, layer, line }: { layer: string; file?: string; line?: number }): string =>
    file === undefined ? layer : `${layer}, ${escapeLine(file)}${line === undefined ? "" : `:${line}`}`;
  return [
    ...settings.flatMap((setting) => [
      `${escapeLine(setting.key)} = ${escapeText(JSON.stringify(setting.value))}  ${paint.dim(where(setting))}`,
      ...setting.others.map((other) => paint.dim(`  also ${escapeText(JSON.stringify(other.value))}  ${where(other)}`)),
    ]),
    "",
    ...files.map(({ file, layer, status }) => `${layer.padEnd(12)}  ${escapeLine(file)}  ${paint.dim(status)}`),
  ].join("\n");
}
