import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { KodexError } from "@kodex/manifest";
import { toEntryMissing, toImportFailed, toSyntaxError } from "../errors.ts";
import { parsePlugin } from "../parse-plugin.ts";
import type { Plugin } from "../plugin.ts";

/**
 * Imports a module and gives the plugin that it exports by default. TypeScript is imported by Node where it strips
 * types, and by jiti where it does not, or not this syntax, or not in this place.
 *
 * @param plugin what messages call it
 * @throws PluginLoadError
 */
export async function importPlugin(file: string, plugin: string): Promise<Plugin> {
  if (!existsSync(file)) throw toEntryMissing(plugin, file, undefined);
  let exports: unknown;
  try {
    exports = /\.m?ts$/.test(file) ? await importTypeScript(file) : await import(pathToFileURL(file).href);
  } catch (error) {
    if (KodexError.is(error)) throw error;
    throw isSyntaxError(error) ? toSyntaxError(plugin, file, error) : toImportFailed(plugin, file, error);
  }
  return parsePlugin((exports as { default?: unknown } | undefined)?.default, plugin);
}

async function importTypeScript(file: string): Promise<unknown> {
  const { typescript } = process.features as { typescript?: unknown };
  if (typescript === "strip" || typescript === "transform") {
    try {
      return await import(pathToFileURL(file).href);
    } catch (error) {
      const { code } = (error ?? {}) as { code?: unknown };
      if (code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX" && code !== "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING") throw error;
    }
  }
  const { createJiti } = await import("jiti");
  // No cache on disk: it would lie where others can write, and what was looked at must be what runs.
  return createJiti(import.meta.url, { interopDefault: false, fsCache: false }).import(file);
}

function isSyntaxError(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  const { code, name } = (typeof error === "object" && error !== null ? error : {}) as { code?: unknown; name?: unknown };
  return (
    name === "SyntaxError" ||
    code === "ERR_INVALID_TYPESCRIPT_SYNTAX" ||
    // What jiti throws has neither a name nor a code of its own.
    (error instanceof Error && error.message.startsWith("ParseError: "))
  );
}
