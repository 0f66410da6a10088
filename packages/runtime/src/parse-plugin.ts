import { toExportInvalid } from "./errors.ts";
import type { Plugin } from "./plugin.ts";

/**
 * A value as a plugin object, if its parts are what they should be: modules can export anything, and callers in plain
 * JavaScript can pass anything. The manifest is not looked at.
 *
 * @param plugin what messages call it
 * @throws PluginLoadError with code PLUGIN_EXPORT_INVALID
 */
export function parsePlugin(value: unknown, plugin: string): Plugin {
  if (value === undefined)
    throw toExportInvalid(
      plugin,
      "there is no default export",
      "Write `export default definePlugin({ … })`, or keep the file in another folder if it is no plugin.",
    );
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw toExportInvalid(
      plugin,
      `an object is expected, not ${Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`}`,
    );
  const { activate, capabilities, dispose, hooks } = value as Readonly<Record<string, unknown>>;
  for (const [name, part] of Object.entries({ activate, dispose }))
    if (part !== undefined && typeof part !== "function") throw toExportInvalid(plugin, `"${name}" is not a function`);
  for (const [name, part] of Object.entries({ hooks, capabilities })) checkHandlers(plugin, name, part);
  return value;
}

function checkHandlers(plugin: string, name: string, part: unknown): void {
  if (part === undefined) return;
  if (typeof part !== "object" || part === null) throw toExportInvalid(plugin, `"${name}" is not an object of functions`);
  for (const [key, handler] of Object.entries(part))
    if (typeof handler !== "function") throw toExportInvalid(plugin, `"${name}" has ${JSON.stringify(key)}, which is not a function`);
}
