import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { checkConfig, type Diagnostic, type KodexConfig, parseConfig, PluginValidationError } from "@kodex/manifest";
import type { Tier } from "../../candidate.ts";
import { toErrorMessage } from "../../errors.ts";
import { type ConfigFile, type ConfigPlace, listConfigFiles } from "./config-files.ts";
import { type ConfigSheet, type ConfigValue, resolveConfigValues, toConfig } from "./config-value.ts";

/** A file that may hold settings, and whether it does. */
export interface ReadConfigFile extends ConfigFile {
  /** `invalid`: it is there and its settings do not apply. */
  readonly status: "read" | "absent" | "invalid";
}

/** A folder with local plugins. */
export interface PluginFolder {
  /** Absolute path. */
  readonly folder: string;
  /** Rank of the handlers in it, by who names it. */
  readonly tier: Tier;
}

/** Settings of a workspace and where they come from. */
export interface LoadedConfig {
  /** The settings that apply, defaults included. */
  readonly config: KodexConfig;
  /** The same one by one, with their origin. */
  readonly values: readonly ConfigValue[];
  /** Folders with local plugins; the farthest file's first, so that a nearer one cannot replace a plugin of it. */
  readonly folders: readonly PluginFolder[];
  /** The files, nearest first. */
  readonly files: readonly ReadConfigFile[];
  /** What is wrong with them. */
  readonly diagnostics: readonly Diagnostic[];
}

const DEFAULTS: ConfigSheet = { layer: "default", config: { sources: { packages: true }, strict: false } };
const TIERS: Readonly<Record<ConfigSheet["layer"], Tier>> = {
  organization: "policy",
  user: "user",
  workspace: "project",
  default: "project",
};

/** The settings that apply in a workspace. @throws PluginValidationError when a file is not valid, or was named and cannot be read */
export function loadConfig(place: ConfigPlace): LoadedConfig {
  const loaded = readConfig(place);
  if (loaded.diagnostics.length > 0) throw new PluginValidationError(loaded.diagnostics);
  return loaded;
}

/** The same without throwing: a file that is not valid adds nothing but its diagnostics. */
export function readConfig(place: ConfigPlace): LoadedConfig {
  const outcomes = listConfigFiles(place).map((file) => readFile(file));
  const read = outcomes.flatMap(({ sheet }) => (sheet === undefined ? [] : [sheet]));
  const sheets = [...toDefaultFolder(place.cwd, read), ...read, DEFAULTS];
  const values = resolveConfigValues(sheets);
  return {
    config: toConfig(values),
    values,
    folders: sheets
      .toReversed()
      .flatMap(({ config, layer }) => (config.sources?.local ?? []).map((folder) => ({ folder, tier: TIERS[layer] }))),
    files: outcomes.map(({ file }) => file),
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** A workspace that names no folders has `./plugins`, whatever folders the user and the organization have. */
function toDefaultFolder(cwd: string, sheets: readonly ConfigSheet[]): readonly ConfigSheet[] {
  const isNamed = sheets.some(({ config, layer }) => layer === "workspace" && config.sources?.local !== undefined);
  return isNamed ? [] : [{ layer: "default", config: { sources: { local: [resolve(cwd, "plugins")] } } }];
}

interface Outcome {
  readonly file: ReadConfigFile;
  readonly sheet?: ConfigSheet;
  readonly diagnostics: readonly Diagnostic[];
}

function readFile(place: ConfigFile): Outcome {
  const { file, isNamed, layer } = place;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === "ENOENT" && !isNamed;
    return isAbsent
      ? { file: { ...place, status: "absent" }, diagnostics: [] }
      : { file: { ...place, status: "invalid" }, diagnostics: [toUnreadable(place, error)] };
  }
  const diagnostics = checkConfig(text, { file });
  if (diagnostics.length > 0) return { file: { ...place, status: "invalid" }, diagnostics };
  return { file: { ...place, status: "read" }, sheet: { layer, file, config: toAbsolute(parseConfig(text), dirname(file)) }, diagnostics };
}

function toAbsolute(config: KodexConfig, folder: string): KodexConfig {
  const { local } = config.sources ?? {};
  if (local === undefined) return config;
  return { ...config, sources: { ...config.sources, local: local.map((path) => resolve(folder, path)) } };
}

function toUnreadable({ file, layer }: ConfigFile, cause: unknown): Diagnostic {
  return {
    severity: "error",
    code: "CONFIG_UNREADABLE",
    message: `${file} cannot be read: ${toErrorMessage(cause)}`,
    hint: layer === "workspace" ? "Name a file that exists with --config." : `Make ${file} readable, or remove it.`,
    file,
  };
}
