import { join } from "node:path";
import type { PluginContext } from "@kodex/runtime/plugin";
import { format, getFileInfo, type Options, resolveConfig } from "prettier";
import { findStyleFile, type StyleFile } from "./style-file.ts";

/** What came of formatting. */
export interface Formatted {
  /** The source, formatted or as it was. */
  readonly text: string;
  /** Whether it differs from what was given. */
  readonly changed: boolean;
  /** Why it was left as it was. */
  readonly untouched?: string;
}

/**
 * Formats a source as the project formats the file of that path, relative to the workspace.
 *
 * @throws SyntaxError from prettier, with line and column
 */
export async function formatSource(path: string, text: string, ctx: PluginContext): Promise<Formatted> {
  const file = join(ctx.event.cwd, path);
  const { ignored, inferredParser } = await getFileInfo(file, { ignorePath: join(ctx.event.cwd, ".prettierignore"), resolveConfig: false });
  if (ignored) return leave(text, `.prettierignore names "${path}"`);
  if (inferredParser === null) return leave(text, `prettier knows no language for "${path}"`);
  const style = await findStyleFile(path, ctx.fs);
  const options = style === undefined ? {} : await readStyle(style, file, ctx.event.cwd);
  if (typeof options === "string") return leave(text, options);
  const formatted = await format(text, { ...options, filepath: file, parser: options.parser ?? inferredParser, plugins: [] });
  return { text: formatted, changed: formatted !== text };
}

/** Options for a file; why they cannot be had without running code of the project's. */
async function readStyle({ isCode, path }: StyleFile, file: string, workspace: string): Promise<Options | string> {
  if (isCode) return `the style is in ${path}, which would have to be run`;
  const options = (await resolveConfig(file, { config: join(workspace, path), editorconfig: false, useCache: false })) ?? {};
  return (options.plugins ?? []).length > 0 ? `${path} names plugins of prettier, which would have to be run` : options;
}

function leave(text: string, untouched: string): Formatted {
  return { text, changed: false, untouched };
}
