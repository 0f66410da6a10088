import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { parseConfig } from "@kodex/manifest";
import type { Clock } from "../../clock.ts";
import { readSetting } from "./config-key.ts";
import { setInText } from "./config-text.ts";
import { withFileLock } from "./file-lock.ts";

/** What is to be switched. */
export interface PluginSwitch {
  /** Name of the plugin. */
  readonly plugin: string;
  /** One hook of it; the whole plugin when left out. */
  readonly hook?: string | undefined;
  /** On or off. */
  readonly enabled: boolean;
  /** The `kodex.json`, absolute. It is made when it does not exist. */
  readonly file: string;
  /** For tests. */
  readonly clock?: Clock;
}

/**
 * Switches a plugin, or one hook of it, on or off in a `kodex.json`. Off is written down; on removes what was written,
 * and what that leaves empty, since everything is on by default. The rest of the file stays as it is, comments aside:
 * there are none in JSON. The file is locked against others that switch, and replaced by an atomic rename; when there is
 * nothing to change, nothing is touched.
 *
 * @returns whether the file was changed
 * @throws PluginValidationError for a file that is not valid
 */
export async function switchPlugin(wanted: PluginSwitch): Promise<boolean> {
  if (isSwitched(wanted, readText(wanted.file))) return false;
  return withFileLock(toTarget(wanted.file), () => write(wanted), wanted.clock);
}

/** What others have written before the lock was had counts. */
async function write(wanted: PluginSwitch): Promise<boolean> {
  const { enabled, file } = wanted;
  const before = readText(file);
  if (isSwitched(wanted, before)) return false;
  const keys = toKeys(wanted);
  const mark = before?.startsWith("\uFEFF") === true ? "\uFEFF" : "";
  const text = before?.slice(mark.length) ?? "{}\n";
  replaceFile(file, mark + (enabled ? await remove(text, keys) : await setInText(text, keys, false)));
  return true;
}

function isSwitched(wanted: PluginSwitch, text: string | undefined): boolean {
  const config = parseConfig(text ?? "{}", { file: wanted.file });
  return (readSetting(config, toKeys(wanted)) !== false) === wanted.enabled;
}

function toKeys({ hook, plugin }: PluginSwitch): readonly string[] {
  return ["plugins", plugin, ...(hook === undefined ? [] : ["hooks", hook]), "enabled"];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Without a value, and without the objects that held nothing else. */
async function remove(text: string, keys: readonly string[]): Promise<string> {
  const after = await setInText(text, keys, undefined);
  const parent = keys.slice(0, -1);
  const holder = readSetting(JSON.parse(after), parent) as object;
  return parent.length > 0 && Object.keys(holder).length === 0 ? remove(after, parent) : after;
}

function replaceFile(file: string, text: string): void {
  const target = toTarget(file);
  const draft = `${target}.${crypto.randomUUID()}`;
  try {
    writeFileSync(draft, text, { flag: "wx", mode: statSync(target, { throwIfNoEntry: false })?.mode ?? 0o666 });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A link stays a link: what it leads to is replaced. */
function toTarget(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // There is nothing yet.
    return file;
  }
}
